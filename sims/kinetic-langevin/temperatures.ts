import { arraySpace, type Density, target } from "../../src/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";

/** A temperature over time, and its average over the second half with the standard error of independent particles. */
export interface Temperature {
  readonly series: { readonly value: number; readonly error: number }[];
  readonly value: number;
  readonly error: number;
}

export interface Temperatures {
  readonly kinetic: Temperature;
  readonly configurational: Temperature;
}

function average(values: Float64Array): { value: number; error: number } {
  const n = values.length;
  const value = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(variance / n) };
}

/** From a number for each particle in each frame. */
function temperature(frames: readonly Float64Array[]): Temperature {
  const late = frames.slice(Math.floor(frames.length / 2));
  const each = late[0].map((_, i) => late.reduce((sum, values) => sum + values[i], 0) / late.length);
  return { series: frames.map(average), ...average(each) };
}

/**
 * The kinetic temperature p . p / d and the configurational one q . grad E / d, whose means are T in equilibrium: the first by
 * equipartition, the second by the virial theorem.
 *
 * @param run with its momenta
 * @param density exp(-E/T), up to its constant
 */
export function temperatures(run: Samples, density: Density, T: number): Temperatures {
  const [times, particles, d] = run.frames.shape;
  const space = arraySpace({ particles, dimension: d });
  const { score } = target(space, density);
  const s = space.scratch();
  const of = (k: number, of: Samples["momenta"]) => frame({ frames: of ?? run.frames }, k).data;
  const each = (observe: (k: number) => Float64Array) =>
    temperature(Array.from({ length: times }, (_, k) => observe(k)));
  return {
    kinetic: each((k) => {
      const p = of(k, run.momenta);
      return space.dot(space.scratch(1), p, p).map((pp) => pp / d);
    }),
    configurational: each((k) => {
      const q = of(k, run.frames);
      return space.dot(space.scratch(1), q, score(0, q, s)).map((qs) => (-T * qs) / d);
    }),
  };
}
