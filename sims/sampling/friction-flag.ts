import { z } from "zod";
import { type Kind, UsageError } from "../../src/index.ts";

/** The flag --friction of a simulation whose solver decides whether there is a momentum to slow down. */
export const frictionFlag = (usual: number) => ({
  flags: {
    friction: z
      .number()
      .min(0)
      .max(1e6)
      .optional()
      .describe(`gamma of underdamped dynamics, per unit time; ${usual} unless told`),
  },
  /** @throws UsageError for a friction that an overdamped method would leave out */
  read(
    asked: { readonly friction?: number | undefined },
    method: { readonly name: string; readonly kind: Kind },
  ) {
    if (asked.friction !== undefined && method.kind !== "kinetic") {
      throw new UsageError({
        what: "--friction",
        got: asked.friction,
        expected: `none, as ${method.name} moves without momentum`,
        advice: "The splittings have one, such as --solver baoab.",
      });
    }
    return asked.friction ?? usual;
  },
});
