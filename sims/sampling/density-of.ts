import {
  choose,
  type Density,
  type DiffusedDensity,
  energyDensity,
  finite,
  formulas,
  isDiffused,
  UsageError,
} from "../../src/index.ts";
import * as toyDistributions from "../../toy-distributions/index.ts";
import type { DensitySpec } from "./spec.ts";

/** The density itself at T = 1; otherwise p^(1/T), which has neither an exact sampler nor a closed form under noise. */
function tempered(density: Density, temperature: number): Density {
  finite("temperature", temperature, { above: 0 });
  if (temperature === 1) return density;
  const { logDensity } = density;
  const { sampler: _, diffused: __, ...rest } = density;
  return {
    ...rest,
    about: `${density.about} Raised to the power 1/${temperature}.`,
    normalised: false,
    logDensity: formulas.formula({
      inputs: logDensity.inputs,
      parameters: logDensity.parameters,
      outputs: logDensity.outputs.map((l) => formulas.div(l, temperature)),
    }),
  };
}

/** The density that a spec names or spells out; a `UsageError` for an unknown name or a malformed formula. */
export const densityOf = async (spec: DensitySpec): Promise<Density> =>
  "energy" in spec
    ? energyDensity(spec.energy, { temperature: spec.temperature })
    : tempered(choose("density", spec.name, densities), spec.temperature ?? 1);

/** The registry without its factories. */
export const densities: Readonly<Record<string, Density>> = Object.fromEntries(
  Object.entries(toyDistributions as Record<string, unknown>).filter(
    (entry): entry is [string, Density] =>
      typeof entry[1] === "object" && entry[1] !== null && "logDensity" in entry[1],
  ),
);

/** The density itself where it has a closed form under noise; otherwise a `UsageError`. */
export function closedUnderNoise(density: Density): DiffusedDensity {
  if (isDiffused(density)) return density;
  throw new UsageError({
    what: "density for a diffusion",
    got: density.name,
    expected: `one with a closed form under noise: ${Object.values(densities)
      .filter(isDiffused)
      .map(({ name }) => name)
      .join(", ")}`,
    advice: "Langevin dynamics samples any: langevin run langevin --density.",
  });
}
