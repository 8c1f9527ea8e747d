import { UsageError } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import type { EngineName } from "./engine-flag.ts";

/** Refuses an engine but the reference where nothing else can serve, and notes that this is what runs. */
export function referenceOnly(
  context: Pick<Context, "engine">,
  { engine, run, why }: { readonly engine: EngineName; readonly run: string; readonly why: string },
): void {
  if (engine === "simd32" || engine === "simd64") {
    throw new UsageError({
      what: "--engine",
      got: engine,
      expected: "reference, or auto",
      advice: `Not compiled: ${why}.`,
    });
  }
  context.engine({ engine: "reference", why: engine === "auto" ? why : "as asked" }, run);
}
