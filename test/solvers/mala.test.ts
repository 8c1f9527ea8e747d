import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import {
  add,
  coordinates,
  exp,
  formula,
  input,
  less,
  log,
  mul,
  neg,
  select,
  sub,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { target } from "../../src/problems/target.ts";
import { process, type Solver, type State } from "../../src/solver.ts";
import { mala } from "../../src/solvers/mala.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, checkDistribution, near, property, same, seeded } from "../support.ts";
import { well } from "./standard-problems.ts";

type Arrays = Float64Array;
const at = (h: number): Interval => ({ t0: 0, t1: h, before: 0, k: 0, last: false });
const accepted = (state: State<Arrays>) => state.accepted as Arrays;

/** Metropolis without the ratio of the proposals: the planted bug. */
const lopsided: Pick<Solver<"target">, "bind"> = {
  bind(space, { score, logDensity }, noise) {
    const accepts = formula({
      inputs: 3,
      outputs: [less(log(input(0)), sub(input(1), input(2)))],
    });
    const chosen = formula({
      inputs: 3,
      outputs: [select(less(0, input(0)), input(1), input(2))],
    });
    return process({
      start: (position) => ({ position, accepted: space.combine(space.scratch(1)) }),
      step({ position: x }, at) {
        const h = at.t1 - at.t0;
        const s = score(at.t0, x, space.scratch());
        const y = space.combine(
          space.scratch(),
          [1, x],
          [h, s],
          [Math.sqrt(2 * h), noise.normal(at, 0, space.scratch())],
        );
        const [l, m] = [logDensity(at.t0, y, space.scratch(1)), logDensity(at.t0, x, space.scratch(1))];
        const a = space.map(accepts, [], space.scratch(1), noise.uniform(at, 0, space.scratch(1)), l, m);
        return { position: space.map(chosen, [], space.scratch(), a, y, x), accepted: a };
      },
    });
  },
};

const plane = arraySpace({ particles: 1, dimension: 2 });
const problem = target(plane, well);
const score = (x: Arrays) => problem.score(0, x, plane.scratch());
const logDensity = (x: Arrays) => problem.logDensity(0, x, plane.scratch(1))[0];
/** |y - x - h s(x)|^2 / 4h, minus the log of the proposal's density up to its constant. */
const cost = (x: Arrays, y: Arrays, h: number): number => {
  const s = score(x);
  return y.reduce((sum, v, i) => sum + (v - x[i] - h * s[i]) ** 2 / (4 * h), 0);
};

/** The log of the acceptance of a move from x to y: the largest uniform that still accepts, by bisection in its log. */
function logAcceptance(solver: Pick<Solver<"target">, "bind">, x: Arrays, y: Arrays, h: number): number {
  const s = score(x);
  const z = y.map((v, i) => (v - x[i] - h * s[i]) / Math.sqrt(2 * h));
  const accepts = (u: number) => {
    const p = solver.bind(plane, problem, prescribedNoise({ normal: () => z, uniform: () => u }));
    return accepted(p.step(p.start(x.slice(), 0), at(h)))[0] === 1;
  };
  if (accepts(1 - 2 ** -53)) return 0;
  let [low, high] = [-700, 0];
  for (let k = 0; k < 64; k++) {
    const middle = (low + high) / 2;
    if (accepts(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** log p(x) + log q(y | x) + log a(x, y), the same with x and y changed. */
function isBalanced(solver: Pick<Solver<"target">, "bind">, x: Arrays, y: Arrays, h: number): void {
  const there = logDensity(x) - cost(x, y, h) + logAcceptance(solver, x, y, h);
  const back = logDensity(y) - cost(y, x, h) + logAcceptance(solver, y, x, h);
  near(there, back, 1e-12 * Math.max(1, Math.abs(there)), "flux");
}
const point = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map((v) => Float64Array.from(v));
property(
  "detailed balance holds at every pair of points, to 1e-12",
  [point, point, fc.double({ min: 0.05, max: 3, noNaN: true })],
  (x, y, h) => isBalanced(mala, x, y, h),
);
test("a proposal ratio that is dropped is caught", () => {
  catches("the ratio dropped", () =>
    isBalanced(lopsided, Float64Array.of(1.2, 0.3), Float64Array.of(-0.4, 0.9), 0.4),
  );
});

const [x] = coordinates(0, 1);
/** The logistic law: exact samples log(u / (1 - u)), distribution 1 / (1 + e^-x). */
const logistic = formula({ inputs: 1, outputs: [sub(neg(x), mul(2, log(add(1, exp(neg(x))))))] });
const lineTarget = (space: typeof plane, f = logistic) =>
  target(space, { ...well, dimension: 1, logDensity: f });

/** Started from the law, a run stays there; returns how many of the last proposals were accepted. */
function keepsItsLaw(
  solver: Pick<Solver<"target">, "bind">,
  h: number,
  seed: bigint,
  change: (n: Noise<Arrays>) => Partial<Noise<Arrays>>,
): number {
  const line = arraySpace({ particles: 10_000, dimension: 1 });
  const noise = freshNoise(line, seed);
  const u = freshNoise(line, seed, "start").uniform(at(0), 0, line.scratch(1));
  const p = solver.bind(line, lineTarget(line), { ...noise, ...change(noise) });
  let state: State<Arrays> = { position: u };
  for (const frame of integrate(
    line,
    p,
    u.map((v) => Math.log(v / (1 - v))),
    uniformGrid(0, 8 * h, 8),
  ))
    state = frame.state;
  checkDistribution(state.position, (v) => 1 / (1 + Math.exp(-v)));
  return accepted(state).reduce((sum, a) => sum + a, 0) / 10_000;
}
seeded("started from the law it stays there, and a huge step lowers the acceptance only", (seed) => {
  const law = (
    h: number,
    change: Parameters<typeof keepsItsLaw>[3] = () => ({}),
    solver: typeof lopsided = mala,
  ) => keepsItsLaw(solver, h, seed, change);
  const rates = [0.1, 1, 10, 1000].map((h) => law(h));
  assert.ok(
    rates.every((rate, i) => i === 0 || rate < rates[i - 1]),
    `${rates}`,
  );
  assert.ok(rates[0] > 0.95 && rates[3] < 0.2, `${rates}`);
  const halved = (n: Noise<Arrays>) => ({
    normal: (i: Interval, d: number, out: Arrays) => n.normal(i, d, out).map((z) => z / 2),
  });
  catches("half the noise", () => law(1, halved));
  catches("always accepted", () => law(2, () => ({ uniform: (_i, _d, out) => out.fill(1e-300) })));
  catches("the proposal ratio dropped", () => law(3, () => ({}), lopsided));
});

test("a proposal whose density is not finite is rejected, counted, and leaves every byte of the state", () => {
  const line = arraySpace({ particles: 1, dimension: 1 });
  for (const outside of [Number.NaN, -Infinity, Infinity]) {
    const walled = formula({ inputs: 1, outputs: [select(less(x, 0), outside, mul(-0.5, mul(x, x)))] });
    const p = mala.bind(
      line,
      lineTarget(line, walled),
      prescribedNoise({ normal: ({ k }) => (k === 0 ? -9 : 0.1), uniform: () => 1e-9 }),
    );
    const before = p.start(Float64Array.of(0.7), 0);
    const copies = ["position", "score", "logDensity"].map(
      (name) => [name, (before[name] as Arrays).slice()] as const,
    );
    const after = p.step(before, at(0.1));
    assert.is(accepted(after)[0], 0, `density ${outside}`);
    for (const [name, value] of copies) same(after[name] as Arrays, value, name);
    const next = p.step(after, { ...at(0.1), k: 1 });
    assert.is(accepted(next)[0], 1);
    assert.not(next.position[0] === copies[0][1][0]);
  }
});

test("a start outside the support is left at the first finite proposal", () => {
  const line = arraySpace({ particles: 1, dimension: 1 });
  const walled = formula({ inputs: 1, outputs: [select(less(x, 0), -Infinity, mul(-0.5, mul(x, x)))] });
  const p = mala.bind(
    line,
    lineTarget(line, walled),
    prescribedNoise({ normal: () => 9, uniform: () => 0.5 }),
  );
  const state = p.step(p.start(Float64Array.of(-0.1), 0), at(0.1));
  assert.is(accepted(state)[0], 1);
  assert.ok(state.position[0] > 0);
});

test.run();
