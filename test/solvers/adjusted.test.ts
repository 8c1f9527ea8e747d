import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import {
  add,
  coordinates,
  div,
  exp,
  formula,
  less,
  log,
  mul,
  type Node,
  neg,
  select,
  sqrt,
  sub,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { target } from "../../src/problems/target.ts";
import { DivergenceError } from "../../src/refusal.ts";
import type { Settings, Solver, State } from "../../src/solver.ts";
import { hmc } from "../../src/solvers/hmc.ts";
import { mala } from "../../src/solvers/mala.ts";
import { unadjustedLangevin } from "../../src/solvers/unadjusted-langevin.ts";
import type { Ensemble } from "../../src/space.ts";
import { catches, checkDistribution, near, same, seeded } from "../support.ts";
import { type AnySolver, everySolver, well } from "./standard-problems.ts";

type Arrays = Float64Array;
type Chain = Pick<Solver<"target">, "bind">;
const at = (h: number): Interval => ({ t0: 0, t1: h, before: 0, k: 0, last: false });
const accepted = (state: State<Arrays>) => state.accepted as Arrays;
const line = arraySpace({ particles: 1, dimension: 1 });
const [x] = coordinates(0, 1);
const density = (space: Ensemble<Arrays>, logDensity: Node) =>
  target(space, { ...well, dimension: 1, logDensity: formula({ inputs: 1, outputs: [logDensity] }) });
/** The logistic law: exact samples log(u / (1 - u)), distribution 1 / (1 + e^-x). */
const logistic = sub(neg(x), mul(2, log(add(1, exp(neg(x))))));

interface Case {
  readonly solver: Solver<"target">;
  readonly settings: Settings;
  /** From one at which almost all is accepted to one at which almost nothing is. */
  readonly lengths: readonly [number, number, number, number];
}
const isAdjusted = (solver: AnySolver): solver is Solver<"target"> =>
  solver.kind === "target" && solver.adjusted === true;
const cases: readonly Case[] = everySolver
  .filter(isAdjusted)
  .map((solver) =>
    solver.name === "hmc"
      ? { solver, settings: { leaps: 3 }, lengths: [1, 6, 20, 300] }
      : { solver, settings: {}, lengths: [0.1, 1, 10, 1000] },
  );

/** Started from the law, a run stays there; returns how many of the last proposals were accepted. */
function keepsItsLaw(
  { bind }: Chain,
  settings: Settings,
  h: number,
  seed: bigint,
  change: (n: Noise<Arrays>) => Partial<Noise<Arrays>> = () => ({}),
): number {
  const space = arraySpace({ particles: 10_000, dimension: 1 });
  const noise = freshNoise(space, seed);
  const u = freshNoise(space, seed, "start").uniform(at(0), 0, space.scratch(1));
  const p = bind(space, density(space, logistic), { ...noise, ...change(noise) }, settings);
  const start = u.map((v) => Math.log(v / (1 - v)));
  let state: State<Arrays> = { position: start };
  for (const frame of integrate(space, p, start, uniformGrid(0, 8 * h, 8))) state = frame.state;
  checkDistribution(state.position, (v) => 1 / (1 + Math.exp(-v)));
  return accepted(state)?.reduce((sum, a) => sum + a, 0) / 10_000;
}
for (const { solver, settings, lengths } of cases) {
  seeded(
    `${solver.name}: started from the law it stays there, a huge step lowers the acceptance only`,
    (seed) => {
      const rates = lengths.map((h) => keepsItsLaw(solver, settings, h, seed));
      assert.ok(
        rates.every((rate, i) => i === 0 || rate < rates[i - 1]),
        `${rates}`,
      );
      assert.ok(rates[0] > 0.95 && rates[3] < 0.2, `${rates}`);
      const [, h] = lengths;
      catches("half the noise", () =>
        keepsItsLaw(solver, settings, h, seed, (n) => ({
          normal: (i, d, out) => n.normal(i, d, out).map((z) => z / 2),
        })),
      );
      catches("always accepted", () =>
        keepsItsLaw(solver, settings, 1.2 * h, seed, () => ({ uniform: (_i, _d, out) => out.fill(1e-300) })),
      );
    },
  );
}
seeded("the unadjusted chain does not keep it", (seed) => {
  keepsItsLaw(unadjustedLangevin, {}, 0.001, seed);
  catches("a bias of order h", () => keepsItsLaw(unadjustedLangevin, {}, 1, seed));
});

for (const { solver } of cases) {
  const chain = (logDensity: Node, noise: Noise<Arrays>, space = line) =>
    solver.bind(space, density(space, logDensity), noise, solver.name === "hmc" ? { leaps: 1 } : {});

  test(`${solver.name}: a proposal whose density is not finite is rejected, counted, and leaves every byte of the state`, () => {
    for (const outside of [Number.NaN, -Infinity, Infinity]) {
      const walled = select(less(x, 0), outside, mul(-0.5, mul(x, x)));
      const p = chain(
        walled,
        prescribedNoise({ normal: ({ k }) => (k === 0 ? -20 : 0.1), uniform: () => 1e-9 }),
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

  test(`${solver.name}: a start outside the support is left at the first finite proposal`, () => {
    const walled = select(less(x, 0), -Infinity, mul(-0.5, mul(x, x)));
    const p = chain(walled, prescribedNoise({ normal: () => 9, uniform: () => 0.5 }));
    const state = p.step(p.start(Float64Array.of(-0.1), 0), at(0.1));
    assert.is(accepted(state)[0], 1);
    assert.ok(state.position[0] > 0);
  });

  test(`${solver.name}: a start from which no proposal could be accepted stops the run and names the particle`, () => {
    const space = arraySpace({ particles: 3, dimension: 1, first: 4 });
    const run = (logDensity: Node, start: readonly number[]) => {
      const p = chain(logDensity, freshNoise(space, 1n), space);
      return [...integrate(space, p, Float64Array.from(start), uniformGrid(0, 1, 4))].length;
    };
    const stops = (logDensity: Node, start: readonly number[]) =>
      assert.throws(
        () => run(logDensity, start),
        (e: unknown) =>
          e instanceof DivergenceError &&
          /particle 5 .*start where drift and score are finite/s.test(e.message),
      );
    const root = neg(sqrt(x)); // NaN below 0, and at 0 a slope of -Infinity
    stops(root, [1, -1, 2]);
    stops(root, [1, 0, 2]);
    stops(div(-1, mul(x, x)), [1, 0, 2]);
    stops(neg(log(x)), [1, 0, 2]); // an infinite density
    assert.is(run(neg(mul(x, x)), [1, 0, 2]), 5);
  });
}

test("hmc with one leap of h is mala with a step of h^2 / 2, on the same noise", () => {
  const space = arraySpace({ particles: 200, dimension: 2 });
  const noise = freshNoise(space, 7n);
  const start = noise.normal(at(0), 99, space.scratch());
  const walk = (p: ReturnType<Chain["bind"]>, h: number): State<Arrays>[] =>
    [
      ...integrate(space, p as ReturnType<typeof mala.bind<Arrays>>, start.slice(), uniformGrid(0, 6 * h, 6)),
    ].map(({ state }) => ({ ...state, position: state.position.slice(), accepted: accepted(state).slice() }));
  const h = 0.9;
  const problem = target(space, well);
  const leap = walk(hmc.bind(space, problem, noise, { leaps: 1 }) as never, h);
  const step = walk(mala.bind(space, problem, noise) as never, (h * h) / 2);
  for (const [k, { position }] of leap.entries()) {
    same(accepted(leap[k]), accepted(step[k]), "accepted");
    for (const [i, v] of position.entries()) near(step[k].position[i], v, 1e-12);
  }
  const rate = accepted(leap[6]).reduce((sum, a) => sum + a, 0) / 200;
  assert.ok(rate > 0.3 && rate < 0.95, `${rate}`);
});

test.run();
