import { add, formula, input, mul, parameter } from "../formula/index.ts";
import type { Field } from "../problems/problem.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import { type DataMoments, preconditioning } from "./preconditioning.ts";

/** F(x, c_noise), written to `out`, which is given away. */
export type RawNetwork<S> = (x: S, noise: number, out: S) => S;

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
 * x_t / alpha at the noise level sigma / alpha, preconditioned as in arXiv:2206.00364.
 */
export function preconditionedDenoiser<S>(
  space: Space<S>,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
  data: DataMoments,
  network: RawNetwork<S>,
): Field<S> {
  let y = space.scratch();
  return (t, x, out) => {
    const a = alpha(t);
    const c = preconditioning(sigma(t) / a, data);
    y = space.map(scaled, [c.in / a, -c.in * data.mean], y, x);
    const F = network(y, c.noise, out);
    return space.map(mixed, [c.skip / a, c.out, data.mean * (1 - c.skip)], F, x, F);
  };
}
