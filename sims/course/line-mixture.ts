import { arraySpace, type DiffusedDensity, formulas } from "../../src/index.ts";
import { mixtureOf } from "../../toy-distributions/index.ts";

const { gradient } = formulas;

export interface LineComponent {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** A mixture of Gaussians on the line under noise: x = x0 + sigma z, with what is known of it in closed form. */
export interface LineMixture {
  readonly density: DiffusedDensity;
  readonly sigma: number;
  readonly mean: number;
  readonly variance: number;
  /** Where p has anything to rounding. */
  readonly reach: readonly [low: number, high: number];
  /** log p, p and grad log p at points. */
  values(x: Float64Array): Record<"log" | "p" | "score", Float64Array>;
}

/** Standard deviations beyond which exp(-r^2 / 2) is nothing beside 1. */
const far = 9;

/** sum_k w_k N(mu_k, s_k^2) convolved with N(0, sigma^2); its score is that of the core's formulas. */
export function lineMixture(components: readonly LineComponent[], sigma: number): LineMixture {
  const density = mixtureOf(
    components.map(({ weight, mean, deviation }) => ({ weight, mean: [mean], covariance: deviation ** 2 })),
  );
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  const average = (f: (c: LineComponent) => number) =>
    components.reduce((sum, c) => sum + (c.weight / total) * f(c), 0);
  const mean = average((c) => c.mean);
  const law = density.diffused(sigma);
  const slope = gradient(law, 1);
  const ends = (sign: number) => components.map((c) => c.mean + sign * far * Math.hypot(c.deviation, sigma));
  return {
    density,
    sigma,
    mean,
    variance: average((c) => c.deviation ** 2 + (c.mean - mean) ** 2) + sigma ** 2,
    reach: [Math.min(...ends(-1)), Math.max(...ends(1))],
    values(x) {
      const space = arraySpace({ particles: x.length, dimension: 1 });
      const at = (f: formulas.Formula) =>
        space.evaluate(
          f,
          f.parameters.map((name) => (name === "alpha" ? 1 : sigma)),
          new Float64Array(x.length),
          x,
        );
      const log = at(law);
      return { log, p: log.map(Math.exp), score: at(slope) };
    },
  };
}
