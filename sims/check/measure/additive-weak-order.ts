import { grids, semilinear } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { endLaw } from "./end-law.ts";
import type { Make } from "./impulses.ts";
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

const run = (solver: AnySolver, steps: number) =>
  endLaw(make(solver), grids.uniform(0, T, steps), { mean: start, variance: 0 });

/** The integral of g(T - u)^2 exp(-2 theta u) from 0 to T, by parts with g(T - u) = c - d u. */
function exactVariance(): number {
  const [c, d, r] = [g(T), 0.35, 2 * theta];
  const primitive = (u: number) => {
    const p = c - d * u;
    return -Math.exp(-r * u) * (p ** 2 / r - (2 * d * p) / r ** 2 + (2 * d ** 2) / r ** 3);
  };
  return primitive(T) - primitive(0);
}

/** The weak order of mean and variance on additive noise that changes with time: the lower of the two. */
export function additiveWeakOrder(solver: AnySolver): number {
  const mean = slope((steps) => run(solver, steps).mean - start * Math.exp(-theta * T), 64);
  const variance = slope((steps) => run(solver, steps).variance - exactVariance(), 64);
  return Math.min(mean, variance);
}
