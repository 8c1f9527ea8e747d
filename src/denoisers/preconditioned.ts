import { add, formula, input, mul, parameter } from "../formula/index.ts";
import type { Field } from "../problems/problem.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Prediction } from "./prediction.ts";

/** F(x) at the noise level sigma, that of y = x_0 + sigma z, written to `out`, which is given away. */
export type RawNetwork<S> = (x: S, sigma: number, out: S) => S;

const p = parameter;
const scaled = formula({
  inputs: 1,
  parameters: ["a", "c"],
  outputs: [add(mul(p("a"), input(0)), p("c"))],
});
const mixed = formula({
  inputs: 2,
  parameters: ["a", "b", "c"],
  outputs: [add(add(mul(p("a"), input(0)), mul(p("b"), input(1))), p("c"))],
});

/**
 * The denoiser E[x_0 | x_t] of a schedule from a network that knows y = x_0 + sigma z only: it is asked about
 * x_t / alpha at the noise level sigma / alpha, and its answer is what the prediction says.
 */
export function preconditionedDenoiser<S>(
  space: Space<S>,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
  { mean, coefficients }: Prediction,
  network: RawNetwork<S>,
): Field<S> {
  let y = space.scratch();
  return (t, x, out) => {
    const a = alpha(t);
    const noise = sigma(t) / a;
    const c = coefficients(noise);
    y = space.map(scaled, [c.in / a, -c.in * mean], y, x);
    const F = network(y, noise, out);
    return space.map(mixed, [c.skip / a, c.out, mean * (1 - c.skip)], F, x, F);
  };
}
