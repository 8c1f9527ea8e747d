import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { coordinates, formula, gradient, mul, pow } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { Solver } from "../../src/solver.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { leimkuhlerMatthews } from "../../src/solvers/leimkuhler-matthews.ts";
import { type Axis, stationarySecondMoment } from "../stationary-moment.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
// E = x^4/4, <x^2> = 2 Gamma(3/4) / Gamma(1/4): stationary laws of the schemes without sampling, from one step of every particle
const exact = 0.6759782400671;
const quartic: Axis = {
  nodes: uniformGrid(-4.2, 4.2, 56),
  weights: uniformGrid(-4.2, 4.2, 56).map((x) => Math.exp(-(x ** 4) / 4)),
  count: 9,
};
const normal: Axis = {
  nodes: uniformGrid(-7.2, 7.2, 24),
  weights: uniformGrid(-7.2, 7.2, 24).map((z) => Math.exp((-z * z) / 2)),
  count: 7,
};
const point: Axis = { nodes: [0], weights: [1], count: 1 };

/** All combinations of a node of each axis, with their weights. */
function product(...axes: readonly Axis[]): { values: Arrays[]; weights: Arrays } {
  const length = axes.reduce((n, { nodes }) => n * nodes.length, 1);
  const weights = new Float64Array(length).fill(1);
  let stride = 1;
  const values = axes.map(({ nodes, weights: w }) => {
    const index = (i: number) => Math.floor(i / stride) % nodes.length;
    const column = Float64Array.from({ length }, (_, i) => nodes[index(i)]);
    weights.forEach((v, i) => {
      weights[i] = v * w[index(i)];
    });
    stride *= nodes.length;
    return column;
  });
  return { values, weights };
}
const force = gradient(formula({ inputs: 1, outputs: [mul(-0.25, pow(coordinates(0, 1)[0], 4))] }), 1);
const space = (particles: number) => arraySpace({ particles, dimension: 1 });
const interval = (h: number) => ({ t0: 0, t1: h, before: 0, k: 0, last: true });

function kinetic(solver: Pick<Solver<"kinetic">, "bind">, h: number, scale = 1): number {
  const { values, weights } = product(quartic, normal, normal);
  const [q, p, z] = values;
  const line = space(q.length);
  const noise = prescribedNoise({ increment: () => z.map((v) => scale * Math.sqrt(h) * v) });
  const process = solver.bind(
    line,
    underdamped((_, x, out) => line.evaluate(force, [], out, x)),
    noise,
  );
  const state = process.step({ ...process.start(q.slice(), 0), momentum: p.slice() }, interval(h));
  const v = state.momentum as Arrays;
  return stationarySecondMoment(
    [quartic, normal],
    Array.from(weights, (weight, i) => ({ before: [q[i], p[i]], after: [state.position[i], v[i]], weight })),
  );
}

/** In y = x - sqrt(2 h) z / 2 with z the normal in the state: y has no memory of z, and <x^2> = <y^2> + h / 2. */
function averaged(h: number): number {
  const { values, weights } = product(quartic, normal);
  const [y, z] = values;
  const line = space(y.length);
  const half = Math.sqrt(2 * h) / 2;
  const problem = overdamped(line, (_, x, out) => line.evaluate(force, [], out, x));
  const process = leimkuhlerMatthews.bind(line, problem, prescribedNoise({}));
  const x = y.map((v, i) => v + half * z[i]);
  const { position } = process.step({ ...process.start(x, 0), previous: z.slice() }, interval(h));
  const moment = stationarySecondMoment(
    [quartic, point],
    Array.from(weights, (weight, i) => ({ before: [y[i], 0], after: [position[i], 0], weight })),
  );
  return moment + h / 2;
}

const halves = (law: (h: number) => number, h: number) => {
  const [coarse, fine] = [h, h / 2].map((step) => law(step) - exact);
  assert.ok(Math.abs(coarse) > 1e-4, `${coarse}`);
  near(coarse / fine, 4, 0.2);
};
test("on x^4/4 BAOAB's bias of <x^2> falls by 4 when h is halved", () => {
  halves((h) => kinetic(baoab, h), 0.2);
  catches("noise a hundredth too small", () => halves((h) => kinetic(baoab, h, 0.99), 0.2));
});

test("on x^4/4 the bias of Leimkuhler and Matthews's method falls by 4 when h is halved", () => {
  halves(averaged, 0.04);
});

test.run();
