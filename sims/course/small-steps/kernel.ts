import { schedules } from "../../../src/index.ts";
import { densityAt, lattice, normalised } from "./data.ts";

const { vp } = schedules;

export interface Kernel {
  readonly x: Float64Array;
  /** q(x_s | x_t), and the Gaussian of its mean and variance. */
  readonly exact: Float64Array;
  readonly gaussian: Float64Array;
  /** KL of the exact one from the Gaussian, nats. */
  readonly divergence: number;
}

/** The time after which the forward step from s has the variance beta. */
const after = (s: number, beta: number): number =>
  vp.time(Math.sqrt(1 / ((1 - beta) * vp.alpha(s) ** 2) - 1));

/** The exact reverse kernel q(x_s | x_t) of a step of variance beta, which is q(x_t | x_s) p_s(x_s) / p_t(x_t). */
export function reverseKernel(s: number, beta: number, xt: number): Kernel {
  const x = lattice(-5, 5, 4000);
  const h = x[1] - x[0];
  const a = vp.alpha(after(s, beta)) / vp.alpha(s);
  const p = densityAt(s, x);
  const exact = normalised(
    p.map((value, i) => value * Math.exp(-((xt - a * x[i]) ** 2) / (2 * beta))),
    x,
  );
  const average = (f: (at: number) => number) => exact.reduce((sum, q, i) => sum + q * f(x[i]), 0) * h;
  const mean = average((at) => at);
  const variance = average((at) => (at - mean) ** 2);
  const gaussian = x.map(
    (at) => Math.exp(-((at - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance),
  );
  const divergence =
    exact.reduce((sum, q, i) => (q > 1e-300 ? sum + q * Math.log(q / gaussian[i]) : sum), 0) * h;
  return { x, exact, gaussian, divergence };
}
