import { arraySpace, brownianPath, formulas, grids, integrate, semilinear } from "../../../src/index.ts";
import type { Measured } from "../claim.ts";
import { type AnySolver, bound } from "./bound.ts";

type Arrays = Float64Array;
const { formula, input, mul, sin } = formulas;
// dX = [-0.3 X + sin(2 X)] dt + (2 + t) dW. Its drift bends: on a linear one a method may do better than it can in general.
const remainder = formula({ inputs: 1, outputs: [mul(2, sin(mul(2, input(0))))] });
const [T, coarse, finer, paths, batches] = [1, 32, 8, 2048, 16];
const space = arraySpace({ particles: paths, dimension: 1 });
const problem = semilinear(space, {
  rate: () => -0.3,
  weight: () => 0.5,
  remainder: (_, x, out) => space.map(remainder, [], out, x),
  diffusion: (t) => 2 + t,
  direction: 1,
});
const kinds = ["general", "stratonovich", "commutative", "additive", "semilinear"] as const;
const problems = Object.fromEntries(kinds.map((kind) => [kind, problem]));

/** The ends of all paths in so many steps, on the same Brownian motions. */
function ends(solver: AnySolver, steps: number): Arrays {
  const process = bound(solver, space, problems, brownianPath(space, 0n, [0, T]));
  let x: Arrays = new Float64Array(paths);
  for (const { state } of integrate(space, process, x, grids.uniform(0, T, steps))) x = state.position;
  return x.slice();
}

/** The order from the paths of one batch. */
function orderOf(runs: readonly Arrays[], batch: number): number {
  const size = paths / batches;
  const [a, b, c] = runs.map((run) => run.subarray(batch * size, (batch + 1) * size));
  const square = (x: Arrays, y: Arrays) => x.reduce((sum, v, i) => sum + (v - y[i]) ** 2, 0);
  // with errors C h^p that are the same on all grids, a - c and b - c are both off by c's own
  return Math.log2(square(a, c) / square(b, c)) / 2;
}

/**
 * The strong order on additive noise that changes with time and a drift that is not linear: two runs against one of many
 * more steps on the same paths. The interval is twice the standard error over batches of paths.
 */
export function additiveStrongOrder(solver: AnySolver): Measured {
  const runs = [coarse, 2 * coarse, 2 * coarse * finer].map((steps) => ends(solver, steps));
  const orders = Array.from({ length: batches }, (_, batch) => orderOf(runs, batch));
  const mean = orders.reduce((sum, p) => sum + p, 0) / batches;
  const variance = orders.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (batches - 1);
  return { value: mean, interval: 2 * Math.sqrt(variance / batches) };
}
