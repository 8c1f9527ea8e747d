import { z } from "zod";
import { type Kind, UsageError } from "../../src/index.ts";
import type { Context } from "../simulation.ts";

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
  /**
   * The friction, noted as a number of the run, as the declaration has no default. A sweep over solvers may hold some
   * that have none: it says so of them.
   *
   * @throws UsageError for a friction that the method would leave out
   */
  read(
    asked: { readonly friction?: number | undefined },
    method: { readonly name: string; readonly kind: Kind },
    context: Pick<Context, "number" | "say" | "swept">,
  ): number {
    const { friction = usual } = asked;
    if (method.kind === "kinetic") context.number("friction", friction);
    else if (asked.friction !== undefined && context.swept === "solver") {
      context.say(`${method.name} has no friction: --friction ${friction} has no effect on it`);
    } else if (asked.friction !== undefined) {
      throw new UsageError({
        what: "--friction",
        got: friction,
        expected: `none, as ${method.name} has no friction`,
        advice: "The splittings have one, such as --solver baoab.",
      });
    }
    return friction;
  },
});
