import { test } from "uvu";
import * as assert from "uvu/assert";
import { evenGaussLegendre, gaussLegendre, type Quadrature } from "../src/quadrature.ts";
import { near } from "./support.ts";

const integrate = ({ nodes, weights }: Quadrature, f: (x: number) => number): number =>
  nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);

for (const n of [1, 2, 3, 8, 41, 300]) {
  test(`Gauss-Legendre with ${n} nodes is exact for polynomials up to degree ${2 * n - 1}`, () => {
    const rule = gaussLegendre(n);
    for (const degree of [0, 1, 2, n, 2 * n - 2, 2 * n - 1]) {
      const expected = degree % 2 === 0 ? 2 / (degree + 1) : 0;
      if (degree < 2 * n)
        near(
          integrate(rule, (x) => x ** degree),
          expected,
          1e-13,
          `degree ${degree}`,
        );
    }
    assert.equal(
      [...rule.nodes],
      [...rule.nodes].sort((a, b) => a - b),
    );
  });
}

test("the published nodes and weights of five nodes", () => {
  const { nodes, weights } = gaussLegendre(5);
  near(nodes[4], Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, 1e-15);
  near(weights[4], (322 - 13 * Math.sqrt(70)) / 900, 1e-15);
  near(weights[2], 128 / 225, 1e-15);
});

test("even spacing integrates a row of narrow bumps with fewer nodes", () => {
  const f = (x: number) => Math.exp(-(((x - 0.1) / 0.02) ** 2) / 2);
  const exact = 0.02 * Math.sqrt(2 * Math.PI);
  const error = (rule: Quadrature) => Math.abs(integrate(rule, f) / exact - 1);
  const [even, plain] = [error(evenGaussLegendre(110)), error(gaussLegendre(110))];
  assert.ok(even < 1e-4 && plain > 20 * even, `${even} against ${plain}`);
  near(integrate(evenGaussLegendre(60), Math.exp), Math.E - 1 / Math.E, 1e-14);
});

test("a number of nodes that is none is refused", () => {
  assert.throws(() => gaussLegendre(0), /nodes of a quadrature/);
  assert.throws(() => gaussLegendre(2.5), /nodes of a quadrature/);
});

test.run();
