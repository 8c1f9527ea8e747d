import type { Space } from "../space.ts";
import { additive } from "./additive.ts";
import type { Field, Problems } from "./problem.ts";

interface Semilinear<S> {
  readonly rate: (t: number) => number;
  readonly weight: (t: number) => number;
  readonly remainder: Field<S>;
  readonly diffusion: (t: number) => number;
  /** 1 where time has to rise, -1 where it has to fall. */
  readonly direction?: 1 | -1;
}

/** dX = [a(t) X + c(t) F(t, X)] dt + g(t) dW, for methods that treat the linear part exactly. */
export const semilinear = <S>(space: Space<S>, parts: Semilinear<S>): Problems<S>["semilinear"] => {
  const { rate, weight, remainder, diffusion, direction } = parts;
  const drift: Field<S> = (t, x, out) => {
    const F = remainder(t, x, out);
    return space.combine(F, [rate(t), x], [weight(t), F]);
  };
  const problem = additive(space, { drift, diffusion, ...(direction !== undefined && { direction }) });
  return { ...problem, rate, weight, remainder };
};
