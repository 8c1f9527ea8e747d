import { clearLevels } from "./clear-levels.ts";

/** An error with its standard error. */
// a type, as an interface is no Json
export type Estimate = { readonly value: number; readonly error: number };

export interface Orders {
  /** Root mean square of the difference from the solution on the same path, at each number of steps. */
  readonly strong: readonly Estimate[];
  /** Difference of the means, at each number of steps. */
  readonly weak: readonly Estimate[];
  /** The fitted slopes; undefined where an error is lost in its own noise. */
  readonly strongOrder?: Estimate;
  readonly weakOrder?: Estimate;
}

/** Groups of particles that a jackknife leaves out in turn. */
const groups = 20;

/** The slope of log error against log step, by least squares. */
function slope(steps: readonly number[], errors: readonly number[]): number {
  const x = steps.map((n) => -Math.log(n));
  const y = errors.map((e) => Math.log(Math.abs(e)));
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return (
    x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0) / x.reduce((sum, v) => sum + (v - mx) ** 2, 0)
  );
}

type Statistic = (sums: readonly number[]) => number;

/** A function of the mean of some numbers, with the jackknife's standard error over the groups. */
function jackknife(parts: readonly (readonly number[])[], of: Statistic): Estimate {
  const total = parts[0].map((_, k) => parts.reduce((sum, part) => sum + part[k], 0));
  const value = of(total.map((v) => v / parts.length));
  const left = parts.map((part) => of(total.map((v, k) => (v - part[k]) / (parts.length - 1))));
  const mean = left.reduce((sum, v) => sum + v, 0) / left.length;
  const square = left.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { value, error: Math.sqrt(((left.length - 1) / left.length) * square) };
}

/** Means of a function of the differences in each group of particles, at each number of steps: groups x levels. */
function means(differences: readonly Float64Array[], f: (d: number) => number): number[][] {
  return Array.from({ length: groups }, (_, g) =>
    differences.map((level) => {
      let [sum, count] = [0, 0];
      for (let i = g; i < level.length; i += groups, count++) sum += f(level[i]);
      return sum / count;
    }),
  );
}

/** The slope over the finer half of the levels whose error is clear of noise and rounding: three at least, or the two that there are. */
function order(
  steps: readonly number[],
  errors: readonly Estimate[],
  parts: readonly (readonly number[])[],
  of: (mean: number) => number,
): Estimate | undefined {
  const kept = clearLevels(errors);
  const fine = kept.slice(-Math.max(3, Math.ceil(kept.length / 2)));
  if (fine.length < 2) return undefined;
  const at = fine.map((k) => steps[k]);
  const fitted = jackknife(parts, (sums) =>
    slope(
      at,
      fine.map((k) => of(sums[k])),
    ),
  );
  return Number.isFinite(fitted.value) && Number.isFinite(fitted.error) ? fitted : undefined;
}

/**
 * Strong and weak errors of a method and the orders fitted to them, all with standard errors by the jackknife over groups of
 * particles, which the correlation of the levels does not spoil.
 *
 * @param all method minus solution, steps.length x particles, at least 40 of them
 */
export function orders(steps: readonly number[], all: Float64Array): Orders {
  const n = all.length / steps.length;
  const differences = steps.map((_, k) => all.subarray(k * n, (k + 1) * n));
  const squares = means(differences, (d) => d * d);
  const plain = means(differences, (d) => d);
  const each = (parts: readonly (readonly number[])[], of: (mean: number) => number) =>
    steps.map((_, k) => jackknife(parts, (sums) => of(sums[k])));
  const [strong, weak] = [each(squares, Math.sqrt), each(plain, (d) => d)];
  const strongOrder = order(steps, strong, squares, Math.sqrt);
  const weakOrder = order(steps, weak, plain, (d) => d);
  return {
    strong,
    weak,
    ...(strongOrder !== undefined && { strongOrder }),
    ...(weakOrder !== undefined && { weakOrder }),
  };
}
