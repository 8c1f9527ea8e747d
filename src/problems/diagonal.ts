import { derivative, type Formula, formula, input, mul } from "../formula/index.ts";
import { UsageError } from "../refusal.ts";
import type { Space } from "../space.ts";
import type { Field, Problems } from "./problem.ts";

/**
 * dX_i = f_i(t, X) dt + b(X_i) dW_i with b a formula for `map`, from which b db/dx follows. A Stratonovich
 * problem is turned into its Ito form: its drift gains b b'/2.
 */
export function diagonal<S>(
  space: Space<S>,
  problem: { drift: Field<S>; noise: Formula; calculus: "ito" | "stratonovich" },
): Problems<S>["diagonal"] {
  const { drift, noise, calculus } = problem;
  if (noise.inputs !== 1 || noise.outputs.length !== 1 || noise.parameters.length > 0) {
    const got = `${noise.inputs} inputs, ${noise.outputs.length} outputs, parameters ${noise.parameters}`;
    throw new UsageError({
      what: "noise of a diagonal problem",
      got,
      expected: "one formula of input(0) alone",
    });
  }
  const [b] = noise.outputs;
  const correction = formula({ inputs: 1, outputs: [mul(b, derivative(b, input(0)))] });
  const product = formula({ inputs: 2, outputs: [mul(b, input(1))] });
  let c = space.scratch();
  return {
    noise: (_, x, out) => space.map(noise, [], out, x),
    correction: (_, x, out) => space.map(correction, [], out, x),
    product: (_, x, w, out) => space.map(product, [], out, x, w),
    drift(t, x, out) {
      const f = drift(t, x, out);
      if (calculus === "ito") return f;
      c = space.map(correction, [], c, x);
      return space.combine(f, [1, f], [0.5, c]);
    },
  };
}
