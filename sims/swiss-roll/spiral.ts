import { arraySpace, curveDistance, rootMeanSquare } from "../../src/index.ts";
import { swissRoll } from "../../toy-distributions/index.ts";

/** The noiseless curve: what the exact sampler gives for equally spaced u and no noise; m x 2. */
export function spiral(m = 2000): Float64Array {
  const space = arraySpace({ particles: m, dimension: 2 });
  const u = Float64Array.from({ length: m }, (_, k) => k / (m - 1));
  const z = new Float64Array(2 * m);
  return space.evaluate(swissRoll.sampler, [], space.scratch(), u, z);
}

/** Root mean square distance of n x 2 points to the curve, and its standard error. */
export const spiralDistance = (points: Float64Array): { value: number; error: number } =>
  rootMeanSquare(curveDistance(points, spiral()));
