import type { DiffusedDensity } from "../density.ts";
import { type Formula, formula, gradient, sub } from "../formula/index.ts";
import type { Field } from "../problems/problem.ts";
import { UsageError } from "../refusal.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";

const quotients = new WeakMap<Formula, WeakMap<Formula, Formula>>();

/** log p_t(x | y) - log p_t(x) as one formula, the same object for the same two laws. */
function logQuotient(conditional: Formula, whole: Formula): Formula {
  const known = quotients.get(conditional) ?? new WeakMap<Formula, Formula>();
  quotients.set(conditional, known);
  let found = known.get(whole);
  if (found === undefined) {
    found = formula({ inputs: 1, outputs: [sub(conditional.outputs[0], whole.outputs[0])] });
    known.set(whole, found);
  }
  return found;
}

/**
 * grad_x log p(y | x_t) of the classifier that knows the truth: by Bayes' rule log p(y | x_t) = log p_t(x | y) - log p_t(x)
 * + log p(y), differentiated as a formula. For densities that are closed under noise.
 *
 * @param conditional p(x | y)
 * @param whole p(x), of which p(x | y) is a part
 */
export function exactClassifier<S>(
  space: Space<S>,
  conditional: DiffusedDensity,
  whole: DiffusedDensity,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
): Field<S> {
  const d = whole.dimension;
  if (conditional.dimension !== d) {
    const got = conditional.dimension;
    throw new UsageError({ what: "dimension of p(x | y)", got, expected: `${d}, as p(x) has` });
  }
  return (t, x, out) => {
    const [a, s] = [alpha(t), sigma(t)];
    const f = logQuotient(conditional.diffused(s / a), whole.diffused(s / a));
    const numbers = f.parameters.map((name) => (name === "alpha" ? a : s));
    return space.evaluate(gradient(f, d), numbers, out, x);
  };
}
