import { arraySpace, diagonal, formulas } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { normalMean, normalNodes } from "./normal-nodes.ts";
import { prescribedNoise } from "./prescribed-noise.ts";
import { slope } from "./slope.ts";

// dX = mu X dt + sigma X dW from 1. Its moments have heavy tails, so one step is integrated over the noise, without
// sampling; as every scheme is linear in X here, a run of N steps is the N-th power.
const { formula, input, mul } = formulas;
const [mu, sigma, T] = [0.5, 0.8, 1];
const space = arraySpace({ particles: normalNodes.length, dimension: 1 });
const problem = diagonal(space, {
  drift: (_, x, out) => space.combine(out, [mu, x]),
  noise: formula({ inputs: 1, outputs: [mul(sigma, input(0))] }),
  calculus: "ito",
});

interface Moments {
  readonly first: number;
  readonly second: number;
  /** Root mean square of X_N - X(T) on the same path. */
  readonly error: number;
}

function momentsOf(solver: AnySolver, N: number): Moments {
  const h = T / N;
  const noise = prescribedNoise({ increment: () => normalNodes.map((z) => Math.sqrt(h) * z) });
  const p = bound(solver, space, { general: problem, stratonovich: problem, commutative: problem }, noise);
  const start = new Float64Array(normalNodes.length).fill(1);
  const x = p.step(p.start(start, 0), { t0: 0, t1: h, before: 0, k: 0, last: true }).position;
  const exact = normalNodes.map((z) => Math.exp((mu - sigma ** 2 / 2) * h + sigma * Math.sqrt(h) * z));
  const power = (f: (x: number, i: number) => number) => normalMean(x.map(f)) ** N;
  const second = power((v) => v * v);
  const cross = power((v, i) => v * exact[i]);
  const error = Math.sqrt(Math.exp((2 * mu + sigma ** 2) * T) - 2 * cross + second);
  return { first: power((v) => v), second, error };
}

/** The strong order on geometric Brownian motion. */
export const multiplicativeStrongOrder = (solver: AnySolver): number =>
  slope((N) => momentsOf(solver, N).error, 128);

/** The weak order of the two first moments on geometric Brownian motion: the lower of the two. */
export function multiplicativeWeakOrder(solver: AnySolver): number {
  const first = slope((N) => momentsOf(solver, N).first - Math.exp(mu * T), 128);
  const second = slope((N) => momentsOf(solver, N).second - Math.exp((2 * mu + sigma ** 2) * T), 128);
  return Math.min(first, second);
}
