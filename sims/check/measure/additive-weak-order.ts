import { grids, semilinear } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { type Make, responses, varianceOf } from "./impulses.ts";
import { slope } from "./slope.ts";

// dX = [-a X - b X] dt + g(t) dW from X = 1: the part -b X is told apart, so that a method that is exact for the other
// is measured as well.
const [a, b, T, start] = [0.8, 0.5, 2, 1];
const theta = a + b;
const g = (t: number): number => 0.7 * (1 + t / 2);

const make =
  (solver: AnySolver): Make =>
  (space, noise) => {
    const problem = semilinear(space, {
      rate: () => -a,
      weight: () => -b,
      remainder: (_, x, out) => space.combine(out, [1, x]),
      diffusion: g,
      direction: 1,
    });
    const kinds = ["general", "stratonovich", "commutative", "additive", "semilinear"] as const;
    return bound(solver, space, Object.fromEntries(kinds.map((kind) => [kind, problem])), noise);
  };

const run = (solver: AnySolver, steps: number) => responses(make(solver), grids.uniform(0, T, steps), start);

/** int_0^T kernel^2, of a polynomial times an exponential. */
function exactVariance(): number {
  // g(T - u)^2 exp(-2 theta u) with g(T - u) = c - d u, by parts
  const [c, d, r] = [g(T), 0.35, 2 * theta];
  const primitive = (u: number) => {
    const p = c - d * u;
    return -Math.exp(-r * u) * (p ** 2 / r - (2 * d * p) / r ** 2 + (2 * d ** 2) / r ** 3);
  };
  return primitive(T) - primitive(0);
}

/** The weak order of mean and variance on the same problem: the lower of the two. */
export function additiveWeakOrder(solver: AnySolver): number {
  const mean = slope((steps) => run(solver, steps).mean - start * Math.exp(-theta * T), 64);
  const variance = slope((steps) => varianceOf(run(solver, steps)) - exactVariance(), 64);
  return Math.min(mean, variance);
}
