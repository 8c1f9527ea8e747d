import { test } from "uvu";
import { arraySpace, type DiffusedDensity, formulas, target } from "../../src/index.ts";
import { mixtureOf } from "../../toy-distributions/index.ts";
import { catches, near } from "../support.ts";

// A mixture measured by y = A x + s n, n ~ N(0, I): the posterior is a mixture again, by the rules of Gaussians.
const parts = [
  {
    weight: 0.5,
    mean: [-2, 0.3],
    covariance: [
      [0.6, 0.3],
      [0.3, 0.4],
    ],
  },
  {
    weight: 0.3,
    mean: [1.5, 1.5],
    covariance: [
      [0.25, 0],
      [0, 0.5],
    ],
  },
  {
    weight: 0.2,
    mean: [1, -1.5],
    covariance: [
      [0.9, -0.4],
      [-0.4, 0.3],
    ],
  },
];
const [A, s, y] = [[0.8, -0.5], 0.4, 0.7];

/** Posterior weight, mean and covariance of one part: Kalman's update by a scalar measurement. */
function update({ weight, mean, covariance: S }: (typeof parts)[number], scale = s) {
  const SA = S.map((row) => row[0] * A[0] + row[1] * A[1]);
  const variance = A[0] * SA[0] + A[1] * SA[1] + scale ** 2;
  const surprise = y - A[0] * mean[0] - A[1] * mean[1];
  const evidence = Math.exp(-(surprise ** 2) / (2 * variance)) / Math.sqrt(variance);
  return {
    weight: weight * evidence,
    mean: mean.map((m, i) => m + (SA[i] / variance) * surprise),
    covariance: S.map((row, i) => row.map((c, j) => c - (SA[i] * SA[j]) / variance)),
  };
}

const { add, coordinates, div, formula, mul, square, sub } = formulas;
const prior = mixtureOf(parts);
const [x1, x2] = coordinates(0, 2);
const misfit = sub(y, add(mul(A[0], x1), mul(A[1], x2)));
/** The prior's log density plus the measurement's log likelihood. */
const logPosterior = formula({
  inputs: 1,
  outputs: [sub(prior.logDensity.outputs[0], div(square(misfit), 2 * s * s))],
});

test("the posterior of a mixture under a linear Gaussian measurement is the mixture of its updated parts", () => {
  const points = Float64Array.from({ length: 80 }, (_, i) => 3 * Math.sin(1.7 * i + 0.3));
  const space = arraySpace({ particles: 40, dimension: 2 });
  const score = (density: Pick<DiffusedDensity, "dimension" | "logDensity">) =>
    target(space, { ...prior, ...density }).score(0, points, space.scratch());
  const typed = score({ dimension: 2, logDensity: logPosterior });
  const law = (scale: number) => {
    const exact = score(mixtureOf(parts.map((part) => update(part, scale))));
    for (const [i, v] of exact.entries()) near(typed[i], v, 1e-10 * (1 + Math.abs(v)));
  };
  law(s);
  catches("noise of the measurement 1 % too small", () => law(0.99 * s));
});

test.run();
