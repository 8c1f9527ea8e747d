import { type Density, energyDensity, UsageError } from "../../../src/index.ts";
import { exactMoments } from "../../sampling/quadrature.ts";
import { typedWith } from "../../sampling/typed-with.ts";

/** exp(-E/T)/Z of an energy of one or two coordinates. */
export interface GibbsLaw {
  readonly temperature: number;
  /** Without its constant. */
  readonly density: Density;
  readonly logZ: number;
}

/**
 * The Gibbs law of a typed energy, Z by quadrature.
 *
 * @throws UsageError for a malformed energy, one of more than two coordinates, and one that does not confine
 */
export async function gibbsLaw(energy: string, temperature: number): Promise<GibbsLaw> {
  const density = await typedWith("--energy", energyDensity(energy, { temperature }));
  if (density.dimension > 2) {
    const got = `an energy of ${density.dimension} coordinates`;
    throw new UsageError({ what: "--energy", got, expected: "one or two, over which Z can be integrated" });
  }
  const found = exactMoments(density.logDensity, [], density.window);
  if (found !== undefined) return { temperature, density, logZ: found.logNormaliser };
  const expected = "an energy that confines: its exp(-E/T) has to have a finite integral and variance";
  throw new UsageError({ what: "--energy", got: `${energy} at T = ${temperature}`, expected });
}

/** <E> = -d log Z / d(1/T), by a central difference. */
export async function exactMeanEnergy(energy: string, temperature: number): Promise<number> {
  const beta = 1 / temperature;
  const d = 1e-3 * beta;
  const [above, below] = await Promise.all([beta + d, beta - d].map((b) => gibbsLaw(energy, 1 / b)));
  return -(above.logZ - below.logZ) / (2 * d);
}
