import { finite, symmetricEigen, UsageError } from "../src/index.ts";

/** A small matrix, by rows. */
export type Matrix = readonly (readonly number[])[];

/** covariance = sum_i variances[i] axes[i] axes[i]^T with orthonormal axes. */
export interface PrincipalAxes {
  readonly variances: readonly number[];
  readonly axes: Matrix;
}

/** Entries that should be equal may differ by this, relative to the largest. */
const tolerance = 1e-12;

function refuse(covariance: Matrix, expected: string): never {
  throw new UsageError({ what: "covariance", got: covariance, expected });
}

function checkSymmetric(covariance: Matrix, dimension: number): void {
  const isRow = (row: unknown): boolean => Array.isArray(row) && row.length === dimension;
  if (!isRow(covariance) || !covariance.every((row) => isRow(row))) {
    refuse(covariance, `${dimension} rows of ${dimension} numbers`);
  }
  const largest = Math.max(
    ...covariance.flat().map((value) => Math.abs(finite("entry of a covariance", value))),
  );
  const differ = (i: number, j: number) =>
    Math.abs(covariance[i][j] - covariance[j][i]) > tolerance * largest;
  covariance.forEach((row, i) => {
    if (row.some((_, j) => differ(i, j))) refuse(covariance, "a symmetric matrix");
  });
}

/** The principal axes of a covariance, which must be symmetric and positive definite. */
export function principalAxes(covariance: Matrix, dimension: number): PrincipalAxes {
  checkSymmetric(covariance, dimension);
  const { values, vectors } = symmetricEigen(Float64Array.from(covariance.flat()), dimension);
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  if (!(least > 1e-14 * largest)) {
    refuse(covariance, `a positive definite matrix (its least eigenvalue is ${least.toPrecision(3)})`);
  }
  const axes = Array.from(values, (_, i) =>
    Array.from({ length: dimension }, (_, j) => vectors[j * dimension + i]),
  );
  return { variances: [...values], axes };
}

/** The symmetric square root of the covariance. */
export const squareRoot = ({ variances, axes }: PrincipalAxes): number[][] =>
  axes.map((_, i) =>
    axes.map((_, j) => variances.reduce((sum, v, k) => sum + Math.sqrt(v) * axes[k][i] * axes[k][j], 0)),
  );
