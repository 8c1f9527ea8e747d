import type { Space } from "../space.ts";
import type { Field, Problems } from "./problem.ts";

/** dX = f(t, X) dt + g(t) dW, where Ito and Stratonovich agree. */
export const additive = <S>(
  space: Space<S>,
  { drift, diffusion }: { drift: Field<S>; diffusion: (t: number) => number },
): Problems<S>["additive"] => ({
  drift,
  diffusion,
  product: (t, _, w, out) => space.combine(out, [diffusion(t), w]),
});
