import type { Space } from "../space.ts";
import type { Field, Problems } from "./problem.ts";

interface Additive<S> {
  readonly drift: Field<S>;
  readonly diffusion: (t: number) => number;
  /** 1 where time has to rise, -1 where it has to fall. */
  readonly direction?: 1 | -1;
}

/** dX = f(t, X) dt + g(t) dW, where Ito and Stratonovich agree. */
export const additive = <S>(
  space: Space<S>,
  { drift, diffusion, direction }: Additive<S>,
): Problems<S>["additive"] & Pick<Additive<S>, "diffusion"> => ({
  additive: true,
  diffusion,
  drift,
  stratonovich: drift,
  ...(direction !== undefined && { direction }),
  product: (t, _, w, out) => space.combine(out, [diffusion(t), w]),
  quadratic: (_, _x, _w, out) => space.combine(out),
  correction: (_, _x, out) => space.combine(out),
});
