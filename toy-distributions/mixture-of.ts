import { type DiffusedDensity, formulas } from "../src/index.ts";
import { type Component, componentsOf, type GaussianSpec } from "./component.ts";
import { mixtureLaw } from "./mixture-law.ts";
import { mixturePoint } from "./mixture-point.ts";

const { formula, parameter } = formulas;

/** How a density presents itself. */
export interface Presentation {
  readonly name?: string;
  readonly title?: string;
  readonly about?: string;
  readonly reference?: string;
}

/** Four standard deviations around every component. */
function windowOf(components: readonly Component[]): [low: number, high: number][] {
  return components[0].mean.map((_, j) => {
    const deviation = ({ root }: Component) => Math.hypot(...root[j]);
    const low = Math.min(...components.map((c) => c.mean[j] - 4 * deviation(c)));
    const high = Math.max(...components.map((c) => c.mean[j] + 4 * deviation(c)));
    return [low, high];
  });
}

/**
 * The mixture sum_k w_k N(mu_k, S_k) in any dimension, normalised, with its exact sampler and its law under noise.
 *
 * @throws UsageError for means of different lengths, a weight <= 0, or a covariance that is not positive definite
 */
export function mixtureOf(specs: readonly GaussianSpec[], presentation: Presentation = {}): DiffusedDensity {
  const components = componentsOf(specs);
  const law = mixtureLaw(components);
  const logDensity = formula({ inputs: 1, outputs: [law(1, 0)] });
  const parameters = ["alpha", "sigma"];
  const diffused = formula({ inputs: 1, parameters, outputs: [law(parameter("alpha"), parameter("sigma"))] });
  return {
    name: "mixture",
    title: `Mixture of ${components.length} Gaussians`,
    about: "A weighted sum of Gaussians.",
    ...presentation,
    dimension: components[0].mean.length,
    logDensity,
    normalised: true,
    window: windowOf(components),
    sampler: formula({ inputs: 2, outputs: mixturePoint(components) }),
    diffused: () => diffused,
  };
}
