import { derivative, type Formula, formula, input, mul, square } from "../formula/index.ts";
import { UsageError } from "../refusal.ts";
import type { Space } from "../space.ts";
import { type Calculus, inBothSenses } from "./calculus.ts";
import type { Field, Problems } from "./problem.ts";

function checkNoise({ inputs, outputs, parameters }: Formula): void {
  if (inputs === 1 && outputs.length === 1 && parameters.length === 0) return;
  throw new UsageError({
    what: "noise of a diagonal problem",
    got: `${inputs} inputs, ${outputs.length} outputs, parameters ${parameters}`,
    expected: "one formula of input(0) alone",
  });
}

/**
 * dX_i = f_i(t, X) dt + b(X_i) dW_i with b a formula for `map`, from which b db/dx follows. The drift is that of the
 * given calculus; of the other it is b b'/2 away. Time rises, as the two senses are told apart by what came before.
 */
export function diagonal<S>(
  space: Space<S>,
  problem: { drift: Field<S>; noise: Formula; calculus: Calculus },
): Problems<S>["commutative"] {
  const { drift, noise, calculus } = problem;
  checkNoise(noise);
  const [b] = noise.outputs;
  const bb = mul(b, derivative(b, input(0)));
  const correction = formula({ inputs: 1, outputs: [bb] });
  const product = formula({ inputs: 2, outputs: [mul(b, input(1))] });
  const quadratic = formula({ inputs: 2, outputs: [mul(bb, square(input(1)))] });
  const corrects: Field<S> = (_, x, out) => space.map(correction, [], out, x);
  return {
    direction: 1,
    ...inBothSenses(space, { drift, calculus, correction: corrects }),
    product: (_, x, w, out) => space.map(product, [], out, x, w),
    quadratic: (_, x, w, out) => space.map(quadratic, [], out, x, w),
    correction: corrects,
  };
}
