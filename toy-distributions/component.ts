import { finite, integer, UsageError } from "../src/index.ts";
import { type Matrix, type PrincipalAxes, principalAxes, squareRoot } from "./covariance.ts";

/** A Gaussian of a mixture as a user gives it. */
export interface GaussianSpec {
  /** Relative weight, > 0; 1 by default. */
  readonly weight?: number;
  readonly mean: readonly number[];
  /** d x d, symmetric and positive definite; or one variance for all directions. */
  readonly covariance: Matrix | number;
}

/** The same, checked: weights add up to one. */
export interface Component extends PrincipalAxes {
  readonly weight: number;
  readonly mean: readonly number[];
  /** The symmetric square root of the covariance. */
  readonly root: Matrix;
}

const identity = (d: number): Matrix =>
  Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0)));

function axesOf(covariance: Matrix | number, d: number): PrincipalAxes {
  if (typeof covariance !== "number") return principalAxes(covariance, d);
  finite("variance", covariance, { above: 0 });
  return { variances: new Array<number>(d).fill(covariance), axes: identity(d) };
}

/** The components of a mixture, checked; a `UsageError` for different dimensions, weights <= 0 or a bad covariance. */
export function componentsOf(specs: readonly GaussianSpec[]): Component[] {
  integer("number of components", specs.length, { min: 1 });
  const dimension = integer("dimension of a mean", specs[0].mean?.length, { min: 1 });
  const total = specs.reduce((sum, { weight = 1 }) => sum + finite("weight", weight, { above: 0 }), 0);
  return specs.map(({ weight = 1, mean, covariance }) => {
    if (mean?.length !== dimension) {
      throw new UsageError({
        what: "mean",
        got: mean,
        expected: `${dimension} coordinates, as the first mean has`,
      });
    }
    for (const m of mean) finite("mean", m);
    const axes = axesOf(covariance, dimension);
    return { weight: weight / total, mean, ...axes, root: squareRoot(axes) };
  });
}
