import type { Moments } from "../../src/index.ts";
import type { Comparison } from "../sampling/comparison.ts";
import { coordinateName } from "./moments-over-time.ts";

/** Mean and variance of each component, with standard errors where they were sampled. */
export interface Reference {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly meanError?: readonly number[];
  readonly varianceError?: readonly number[];
}

/** Most components that are compared. */
const most = 5;

/** The moments of a run beside others, whose errors count as well. */
export function compareMoments(run: Moments, other: Reference, t: number): Comparison[] {
  const d = run.mean.length;
  return run.mean.slice(0, most).flatMap((mean, j) => {
    const name = coordinateName(j, d);
    return [
      {
        key: `mean-${name}`,
        quantity: `mean of ${name} at t = ${t}`,
        value: mean,
        error: Math.hypot(run.meanError[j], other.meanError?.[j] ?? 0),
        exact: other.mean[j],
      },
      {
        key: `variance-${name}`,
        quantity: `variance of ${name} at t = ${t}`,
        value: run.covariance[j][j],
        error: Math.hypot(run.varianceError[j], other.varianceError?.[j] ?? 0),
        exact: other.variance[j],
      },
    ];
  });
}
