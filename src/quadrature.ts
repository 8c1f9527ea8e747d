import { integer } from "./check.ts";

/** Nodes in ascending order and weights of a rule for the integral over [-1, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** P_n(x) and its derivative, by the three-term recurrence. */
function legendre(n: number, x: number): [value: number, slope: number] {
  let [before, p] = [1, x];
  for (let k = 2; k <= n; k++) [before, p] = [p, ((2 * k - 1) * x * p - (k - 1) * before) / k];
  return [p, (n * (x * p - before)) / (x * x - 1)];
}

/**
 * The Gauss-Legendre rule with n >= 1 nodes, exact for polynomials up to degree 2n - 1: the roots of P_n by
 * Newton's method from Tricomi's approximation, to rounding. Cost n^2.
 */
export function gaussLegendre(n: number): Quadrature {
  integer("nodes of a quadrature", n, { min: 1, max: 100_000 });
  const [nodes, weights] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = n % 2 === 1 && i === (n - 1) / 2 ? 0 : Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    for (let round = 0; round < 5 && x !== 0; round++) {
      const [p, slope] = legendre(n, x);
      x -= p / slope;
    }
    const slope = n === 1 ? 1 : legendre(n, x)[1];
    const weight = 2 / ((1 - x * x) * slope * slope);
    [nodes[i], nodes[n - 1 - i]] = [-x, x];
    weights[i] = weights[n - 1 - i] = weight;
  }
  if (n % 2 === 1) nodes[(n - 1) / 2] = 0;
  return { nodes, weights };
}

/** Taylor coefficients of arcsin x at x, x^3, ..., x^9, which the map below normalises. */
const arcsin = [1, 1 / 6, 3 / 40, 15 / 336, 105 / 3456];

/**
 * The Gauss-Legendre rule under the map g of degree 9 (arcsin's series, scaled so that g(1) = 1): its nodes are
 * spaced almost evenly, so that a function which is analytic in a strip needs about a third fewer of them.
 * Hale and Trefethen, SIAM J. Numer. Anal. 46 (2008) 930, doi:10.1137/07068607X.
 */
export function evenGaussLegendre(n: number): Quadrature {
  const { nodes, weights } = gaussLegendre(n);
  const norm = arcsin.reduce((sum, a) => sum + a);
  const g = (x: number) => arcsin.reduceRight((sum, a) => sum * x * x + a, 0) * (x / norm);
  const slope = (x: number) => arcsin.reduceRight((sum, a, j) => sum * x * x + (2 * j + 1) * a, 0) / norm;
  return { nodes: nodes.map(g), weights: weights.map((weight, i) => weight * slope(nodes[i])) };
}
