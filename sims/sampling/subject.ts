import { type Density, type SdeFormulas, UsageError } from "../../src/index.ts";
import { densityOf } from "./density-of.ts";
import { sdeFormulas } from "./sde-formulas.ts";
import type { SampleSpec } from "./spec.ts";

/** What a sampling is about, made of its plain data: a density, or the formulas of an SDE, or neither. */
export interface Subject {
  readonly dimension: number;
  readonly density?: Density;
  /** p(x | y), where the motion is guided. */
  readonly conditional?: Density;
  readonly sde?: SdeFormulas;
}

/** The density, for a motion that cannot do without. */
export function densityIn({ density }: Subject): Density {
  if (density !== undefined) return density;
  throw new UsageError({ what: "density of the motion", got: "none", expected: "a density" });
}

/** @throws UsageError for all that `densityOf` and `sdeFormulas` refuse */
export async function subjectOf({
  density,
  motion,
}: Pick<SampleSpec, "density" | "motion">): Promise<Subject> {
  if (motion.kind === "sde") {
    const sde = await sdeFormulas(motion);
    return { sde, dimension: sde.drift.outputs.length };
  }
  if (density === undefined) return { dimension: 1 };
  const known = await densityOf(density);
  const guidance = motion.kind === "reverse" ? motion.guidance : undefined;
  return {
    density: known,
    dimension: known.dimension,
    ...(guidance !== undefined && { conditional: await densityOf(guidance.conditional) }),
  };
}
