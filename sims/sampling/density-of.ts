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
import { empiricalOf, gaussianOf, mixtureOf } from "../../toy-distributions/index.ts";
import type { DensitySpec } from "./spec.ts";
import { typedWith } from "./typed-with.ts";

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

/** The entry itself, or what it is in another dimension. */
function inDimension(density: Density, dimension = density.dimension): Density {
  if (dimension === density.dimension) return density;
  if (density.inDimension !== undefined) return density.inDimension(dimension);
  const able = Object.values(densities).filter((d) => d.inDimension !== undefined);
  throw new UsageError({
    what: `dimension of ${density.name}`,
    got: dimension,
    expected: `${density.dimension}, the only one that it has`,
    advice: `In other dimensions there are ${able.map(({ name }) => name).join(", ")}, and what --mean and --covariance spell out.`,
  });
}

/**
 * The density that a spec names or spells out.
 *
 * @throws UsageError for an unknown name, a dimension that it does not have, a malformed formula, a covariance that is none
 */
export async function densityOf(spec: DensitySpec): Promise<Density> {
  const { temperature = 1 } = spec;
  if ("energy" in spec) {
    const { energy, dimension } = spec;
    const options = { temperature, ...(dimension !== undefined && { dimension }) };
    return typedWith("--energy", energyDensity(energy, options));
  }
  if ("points" in spec) return tempered(empiricalOf(spec.points, spec), temperature);
  if ("mixture" in spec) return tempered(mixtureOf(spec.mixture), temperature);
  if ("mean" in spec) return tempered(gaussianOf(spec), temperature);
  return tempered(inDimension(choose("density", spec.name, densities), spec.dimension), temperature);
}

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
