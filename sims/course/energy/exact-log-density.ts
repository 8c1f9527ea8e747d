import { arraySpace } from "../../../src/index.ts";
import { swissRoll } from "../../../toy-distributions/index.ts";
import { numbersOf } from "../../sampling/grid-values.ts";

/** log p of the Swiss roll with noise of this level, at points n x 2. */
export function exactLogDensity(level: number, points: Float64Array): Float64Array {
  const space = arraySpace({ particles: points.length / 2, dimension: 2 });
  const law = swissRoll.diffused(level);
  return space.evaluate(law, numbersOf(law, { alpha: 1, sigma: level }), space.scratch(1), points);
}
