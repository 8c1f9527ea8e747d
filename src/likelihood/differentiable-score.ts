import type { DiffusedDensity } from "../density.ts";
import { directionalDerivative } from "../formula/directional-derivative.ts";
import { divergence, type Formula, gradient } from "../formula/index.ts";
import { diffusedScore, ofLaw } from "../problems/diffused-score.ts";
import type { Field, Product } from "../problems/problem.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";

/** A score s(t, x), width d, with what is known of its Jacobian J = ds/dx. A learned score has whichever it can. */
export interface DifferentiableScore<S> {
  readonly score: Field<S>;
  /** div s = tr J, width 1 */
  readonly divergence?: Field<S>;
  /** J(t, x) v, width d */
  readonly jacobianProduct?: Product<S>;
}

/** A formula made of another one once, so that whoever asks again meets code that is compiled already. */
function once(make: (of: Formula) => Formula): (of: Formula) => Formula {
  const made = new WeakMap<Formula, Formula>();
  return (of) => {
    const found = made.get(of) ?? make(of);
    made.set(of, found);
    return found;
  };
}
const divergenceOf = once(divergence);
const jacobianProductOf = once(directionalDerivative);

/** The exact score of the law of alpha(t) x_0 + sigma(t) z, its divergence and its Jacobian, all as formulas. */
export function differentiableScore<S>(
  space: Space<S>,
  density: DiffusedDensity,
  levels: Pick<Schedule, "alpha" | "sigma">,
): Required<DifferentiableScore<S>> {
  const ofScore = (make: (score: Formula) => Formula) =>
    ofLaw(space, density, levels, (law) => make(gradient(law, density.dimension)));
  const [trace, product] = [ofScore(divergenceOf), ofScore(jacobianProductOf)];
  return {
    score: diffusedScore(space, density, levels),
    divergence: (t, x, out) => trace(t, out, x),
    jacobianProduct: (t, x, v, out) => product(t, out, x, v),
  };
}
