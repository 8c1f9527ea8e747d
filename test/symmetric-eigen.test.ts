import { test } from "uvu";
import * as assert from "uvu/assert";
import { fillNormals } from "../src/noise/draw.ts";
import { symmetricEigen } from "../src/symmetric-eigen.ts";
import { symmetricEigenvalues } from "../src/symmetric-eigenvalues.ts";
import { near, seedOf } from "./support.ts";

/** A random symmetric matrix. */
function symmetric(n: number, name: string): Float64Array {
  const z = new Float64Array(n * n);
  fillNormals(z, { seed: seedOf(name), purpose: 2, first: 0, width: n * n, step: 0, draw: 0 });
  return z.map((v, k) => v + z[(k % n) * n + Math.floor(k / n)]);
}

test("eigenvectors are orthonormal and rebuild the matrix", () => {
  const n = 30;
  const matrix = symmetric(n, "eigen");
  const { values, vectors } = symmetricEigen(matrix, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let [rebuilt, inner] = [0, 0];
      for (let k = 0; k < n; k++) {
        rebuilt += vectors[i * n + k] * values[k] * vectors[j * n + k];
        inner += vectors[k * n + i] * vectors[k * n + j];
      }
      near(rebuilt, matrix[i * n + j], 1e-11);
      near(inner, i === j ? 1 : 0, 1e-12);
    }
  }
});

test("eigenvalues of the second difference are 2 - 2 cos(k pi / (n + 1)), also of a diagonal and of zero", () => {
  const n = 20;
  const matrix = Float64Array.from({ length: n * n }, (_, k) => {
    const off = Math.abs((k % n) - Math.floor(k / n));
    return off === 0 ? 2 : off === 1 ? -1 : 0;
  });
  const { values } = symmetricEigen(matrix, n);
  values.sort().forEach((value, k) => {
    near(value, 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 1e-13);
  });
  assert.equal(symmetricEigen(Float64Array.of(3, 0, 0, -1), 2).values, Float64Array.of(3, -1));
  assert.equal(symmetricEigen(new Float64Array(4), 2).values, new Float64Array(2));
  assert.throws(() => symmetricEigen(new Float64Array(5), 2), "2 x 2");
});

test("eigenvalues alone are the same ones, of matrices of full and of low rank, of a diagonal, and of sizes 1 and 2", () => {
  const outer = (n: number) => Float64Array.from({ length: n * n }, (_, k) => (k % n) * Math.floor(k / n));
  const cases: readonly (readonly [n: number, matrix: Float64Array])[] = [
    [30, symmetric(30, "eigenvalues")],
    [30, outer(30)],
    [4, Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? k : 0))],
    [3, new Float64Array(9)],
    [2, Float64Array.of(1, 2, 2, 1)],
    [1, Float64Array.of(-3)],
  ];
  for (const [n, matrix] of cases) {
    const expected = symmetricEigen(matrix, n).values.sort();
    const size = Math.max(...expected.map(Math.abs));
    symmetricEigenvalues(matrix, n)
      .sort()
      .forEach((value, k) => {
        near(value, expected[k], 1e-13 * size, `${n} x ${n}, value ${k}:`);
      });
  }
  assert.throws(() => symmetricEigenvalues(new Float64Array(5), 2), "2 x 2");
});

test("a matrix with an entry that is not finite is refused", () => {
  assert.throws(
    () => symmetricEigen(Float64Array.of(1, Number.NaN, 0, 1), 2),
    /entry of a symmetric matrix: got NaN/,
  );
  assert.throws(
    () => symmetricEigenvalues(Float64Array.of(1, Number.NaN, 0, 1), 2),
    /entry of a symmetric matrix: got NaN/,
  );
});

test.run();
