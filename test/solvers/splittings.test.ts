import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { evaluate, formula, type Node } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { Solver, State } from "../../src/solver.ts";
import { baoa } from "../../src/solvers/baoa.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { oabao } from "../../src/solvers/oabao.ts";
import { normalStart } from "../../src/start.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, checkMean, checkVariance, near, property, same, seeded } from "../support.ts";
import { type AnySolver, everySolver, standardProblems, well } from "./standard-problems.ts";

type Arrays = Float64Array;
type Kinetic = Problems<Arrays>["kinetic"];
type Splitting = Pick<Solver<"kinetic">, "name" | "bind" | "stationary" | "order">;
const isKinetic = (solver: AnySolver): solver is Solver<"kinetic"> => solver.kind === "kinetic";
const splittings: readonly Splitting[] = everySolver.filter(isKinetic);

const one = arraySpace({ particles: 1, dimension: 1 });
const spring =
  (space = one): Kinetic["force"] =>
  (_, q, out) =>
    space.combine(out, [-1, q]);
const interval = (h: number, k = 0): Interval => ({ t0: k * h, t1: (k + 1) * h, before: 0, k, last: false });
const momentum = (state: State<Arrays>) => state.momentum as Arrays;
const claim = (node: Node | undefined, h: number): number =>
  evaluate(formula({ inputs: 0, parameters: ["h"], outputs: [node ?? Number.NaN] }), [h])[0];

/** The independent parts of a step's noise: Brownian increment, and the normals of the two halves of O. */
const sources = ["increment", 1, 2] as const;
const unit = (source: (typeof sources)[number], on = (_: Interval) => 1): Noise<Arrays> =>
  prescribedNoise(
    source === "increment" ? { increment: on } : { normal: (at, draw) => (draw === source ? on(at) : 0) },
  );

/** One step of the oscillator from (q, p). */
function step({ bind }: Splitting, problem: Kinetic, h: number, q: number, p: number, noise: Noise<Arrays>) {
  const process = bind(one, problem, noise);
  const start = process.start(Float64Array.of(q), 0);
  const state = process.step({ ...start, momentum: Float64Array.of(p) }, interval(h));
  return [state.position[0], momentum(state)[0]];
}

/** Stationary covariances of the linear map that one step is: C = M C M' + sum of variance n n', by doubling. */
function stationary(splitting: Splitting, problem: Kinetic, h: number) {
  const silent = prescribedNoise({});
  const [a, c] = step(splitting, problem, h, 1, 0, silent);
  const [b, d] = step(splitting, problem, h, 0, 1, silent);
  let M = [a, b, c, d];
  let [qq, qp, pp] = [0, 0, 0];
  for (const source of sources) {
    const [m, n] = step(splitting, problem, h, 0, 0, unit(source));
    const variance = source === "increment" ? h : 1;
    [qq, qp, pp] = [qq + m * m * variance, qp + m * n * variance, pp + n * n * variance];
  }
  for (let doubling = 0; doubling < 16; doubling++) {
    const [e, f, g, k] = M;
    [qq, qp, pp] = [
      qq + e * e * qq + 2 * e * f * qp + f * f * pp,
      qp + e * g * qq + (e * k + f * g) * qp + f * k * pp,
      pp + g * g * qq + 2 * g * k * qp + k * k * pp,
    ];
    M = [e * e + f * g, e * f + f * k, g * e + k * g, g * f + k * k];
  }
  return { qq, qp, pp };
}

function hasItsLaw(splitting: Splitting, h: number, friction: number, temperature: number): void {
  const { qq, qp, pp } = stationary(splitting, underdamped(spring(), { friction, temperature }), h);
  near(qq, temperature * claim(splitting.stationary?.position, h), 1e-10, "<q^2>");
  near(pp, temperature * claim(splitting.stationary?.momentum, h), 1e-10, "<p^2>");
  near(qp, splitting.name === "baoa" ? (temperature * h) / 2 : 0, 1e-10, "<q p>");
}
const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
for (const splitting of splittings) {
  property(
    `${splitting.name}: <q^2> and <p^2> of the oscillator are those claimed, at every step size, friction and temperature`,
    [range(0.05, 1.6), range(0.2, 8), range(0.1, 3)],
    (h, friction, temperature) => hasItsLaw(splitting, h, friction, temperature),
  );
}

test("the laws are the five of the literature", () => {
  const h = 0.6;
  const low = 1 - h ** 2 / 4;
  const laws = splittings.map(({ name, stationary: s }) => [
    name,
    claim(s?.position, h),
    claim(s?.momentum, h),
  ]);
  assert.equal(laws, [
    ["aboba", 1, 1 / low],
    ["baoa", 1, 1],
    ["baoab", 1, low],
    ["oabao", low, 1],
    ["obabo", 1 / low, 1],
  ]);
});

test("other splittings, noises and steps are caught", () => {
  const bug = (
    change: (noise: Noise<Arrays>) => Partial<Noise<Arrays>>,
    time = 1,
    of = baoab,
  ): Splitting => ({
    ...of,
    bind: ((space, problem, noise) => {
      const n = noise as unknown as Noise<Arrays>;
      const p = of.bind(space, problem, { ...n, ...change(n) } as unknown as typeof noise);
      return { start: p.start, step: (x, at) => p.step(x, { ...at, t1: at.t0 + time * (at.t1 - at.t0) }) };
    }) as Splitting["bind"],
  });
  const half = (n: Noise<Arrays>) => ({
    increment: (at: Interval, out: Arrays) => n.increment(at, out).map((w) => w / 2),
  });
  const once = (n: Noise<Arrays>) => ({
    normal: (at: Interval, _: number, out: Arrays) => n.normal(at, 1, out),
  });
  catches("half the noise", () => hasItsLaw(bug(half), 0.5, 1, 1));
  catches("one normal for both halves of O", () => hasItsLaw(bug(once, 1, oabao), 0.5, 1, 1));
  catches("half a step", () =>
    hasItsLaw(
      bug(() => ({}), 0.5),
      0.5,
      1,
      1,
    ),
  );
  for (const splitting of splittings) {
    for (const other of splittings.filter((s) => s !== splitting))
      catches(`${other.name} for ${splitting.name}`, () =>
        hasItsLaw({ ...splitting, bind: other.bind }, 0.5, 1, 1),
      );
  }
});

function simulated(
  splitting: Splitting,
  seed: bigint,
  change: Partial<Kinetic> = {},
  noise: (n: Noise<Arrays>) => Partial<Noise<Arrays>> = () => ({}),
): void {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const fresh = freshNoise(space, seed);
  const problem = { ...underdamped(spring(space)), ...change };
  const p = splitting.bind(space, problem, { ...fresh, ...noise(fresh) });
  let state: State<Arrays> = { position: new Float64Array(1) };
  for (const frame of integrate(space, p, normalStart(space, seed), uniformGrid(0, 20, 20)))
    state = frame.state;
  checkVariance(state.position, claim(splitting.stationary?.position, 1));
  checkVariance(momentum(state), claim(splitting.stationary?.momentum, 1));
}
for (const splitting of splittings) {
  seeded(`${splitting.name}: a simulation at h = 1 has the claimed variances`, (seed) => {
    simulated(splitting, seed);
  });
}
seeded("a simulation with another temperature or noise is caught", (seed) => {
  const law = (...bug: [Partial<Kinetic>?, Parameters<typeof simulated>[3]?]) =>
    simulated(baoab, seed, ...bug);
  law({ friction: 3 });
  catches("temperature a tenth too low", () => law({ temperature: 0.9 }));
  catches("noise reused", () =>
    law({}, (n) => ({ increment: (at, out) => n.increment({ ...at, k: 0 }, out) })),
  );
  catches("sqrt(2) dropped", () =>
    law({}, (n) => ({ increment: (at, out) => n.increment(at, out).map((w) => w / Math.SQRT2) })),
  );
});

seeded("the momentum starts from N(0, T)", (seed) => {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const problem = underdamped(spring(space), { temperature: 0.49 });
  const law = (splitting: Splitting, n: Noise<Arrays>) => {
    const state = splitting.bind(space, problem, n).start(normalStart(space, seed), 0);
    checkVariance(momentum(state), 0.49);
    checkMean(
      momentum(state).map((p, i) => p * state.position[i]),
      0,
      0.49,
    );
  };
  const fresh = freshNoise(space, seed);
  for (const splitting of splittings) law(splitting, fresh);
  catches("the noise of the positions", () => law(baoab, freshNoise(space, seed, "start")));
  catches("T for sqrt(T)", () =>
    law(baoab, { ...fresh, normal: (at, d, out) => fresh.normal(at, d, out).map((z) => 0.7 * z) }),
  );
});

const plane = arraySpace({ particles: 5, dimension: 2 });
const { kinetic, target } = standardProblems(plane);
const undamped = underdamped(kinetic.force, { friction: 0 });

test("baoab is half a kick, half a drift, the exact O, half a drift, half a kick, bit for bit", () => {
  const { force, temperature, friction } = kinetic;
  const noise = freshNoise(plane, 3n);
  const p = baoab.bind(plane, kinetic, noise);
  let state = p.start(normalStart(plane, 3n), 0);
  let [q, v, F]: Arrays[] = [state.position, momentum(state), state.force as Arrays].map((x) => x.slice());
  for (const at of intervals(uniformGrid(0, 2, 7))) {
    state = p.step(state, at);
    const h = at.t1 - at.t0;
    const c = Math.exp(-friction * h);
    const s = Math.sqrt((-temperature * Math.expm1(-2 * friction * h)) / h);
    v = v.map((x, i) => x + (h / 2) * F[i]);
    q = q.map((x, i) => x + (h / 2) * v[i]);
    const dW = noise.increment(at, plane.scratch());
    v = v.map((x, i) => c * x + s * dW[i]);
    q = q.map((x, i) => x + (h / 2) * v[i]);
    F = force(at.t1, q, plane.scratch());
    v = v.map((x, i) => x + (h / 2) * F[i]);
    same(state.position, q);
    same(momentum(state), v);
  }
});

test("the force is asked once a step, where the splitting kicks", () => {
  const asked = (splitting: Splitting): number[] => {
    const times: number[] = [];
    const force: Kinetic["force"] = (t, q, out) => {
      times.push(t);
      return plane.combine(out, [-1, q]);
    };
    const p = splitting.bind(plane, underdamped(force), freshNoise(plane, 1n));
    let state = p.start(normalStart(plane, 1n), 1);
    for (const at of intervals(Float64Array.of(1, 1.5, 2.5))) state = p.step(state, at);
    return times;
  };
  assert.equal(Object.fromEntries(splittings.map((s) => [s.name, asked(s)])), {
    aboba: [1.25, 2],
    baoa: [1, 1.5],
    baoab: [1, 1.5, 2.5],
    oabao: [1.25, 2],
    obabo: [1, 1.5, 2.5],
  });
});

/** Positions and momenta after n steps of h without friction, from a start with the momentum set by `kick`. */
function orbit(splitting: Splitting, grid: Arrays, kick = (p: Arrays, _q: Arrays) => p) {
  const process = splitting.bind(plane, undamped, freshNoise(plane, 3n));
  let state = process.start(normalStart(plane, 3n), grid[0]);
  state = { ...state, momentum: kick(momentum(state), state.position) };
  const path = [[state.position.slice(), momentum(state).slice()]];
  for (const at of intervals(grid)) {
    state = process.step(state, at);
    path.push([state.position.slice(), momentum(state).slice()]);
  }
  return { path, state, process };
}

test(`without friction baoab is velocity Verlet, on the ${well.name}`, () => {
  const h = 0.05;
  const { path } = orbit(baoab, uniformGrid(0, 40 * h, 40));
  const [q, v] = path[0].map((x) => x.slice());
  let F = kinetic.force(0, q, plane.scratch());
  for (const [position, speed] of path.slice(1)) {
    for (let i = 0; i < q.length; i++) q[i] += h * v[i] + ((h * h) / 2) * F[i];
    const next = kinetic.force(0, q, plane.scratch());
    for (let i = 0; i < q.length; i++) v[i] += (h / 2) * (F[i] + next[i]);
    F = next;
    for (const [i, x] of q.entries()) near(position[i], x, 1e-12);
    for (const [i, x] of v.entries()) near(speed[i], x, 1e-12);
  }
});

test("without friction baoa is the same leapfrog, its momentum half a step behind", () => {
  const h = 0.05;
  const grid = uniformGrid(0, 40 * h, 40);
  const behind = (p: Arrays, q: Arrays) => {
    const F = kinetic.force(0, q, plane.scratch());
    return p.map((x, i) => x - (h / 2) * F[i]);
  };
  const [ahead, late] = [orbit(baoab, grid), orbit(baoa, grid, behind)];
  for (const [k, [q]] of ahead.path.entries())
    for (const [i, x] of q.entries()) near(late.path[k][0][i], x, 1e-12);
});

for (const splitting of splittings.filter(({ name }) => name === [...name].reverse().join(""))) {
  test(`${splitting.name}: without friction it is reversible to 1e-10`, () => {
    const { path, state, process } = orbit(splitting, uniformGrid(0, 10, 200));
    assert.ok(state.position.some((x, i) => Math.abs(x - path[0][0][i]) > 0.1));
    let back = state;
    for (const at of intervals(uniformGrid(10, 0, 200))) back = process.step(back, at);
    for (const [i, x] of path[0][0].entries()) near(back.position[i], x, 1e-10);
    for (const [i, x] of path[0][1].entries()) near(momentum(back)[i], x, 1e-10);
  });
}

for (const splitting of splittings) {
  test(`${splitting.name}: without friction the energy does not drift, and swings with h to the order claimed`, () => {
    const energies = (h: number): number[] =>
      orbit(splitting, uniformGrid(0, 100, Math.round(100 / h))).path.map(([q, p]) => {
        const potential = target.logDensity(0, q, plane.scratch(1));
        return p.reduce((sum, v) => sum + (v * v) / 2, 0) - potential.reduce((sum, l) => sum + l, 0);
      });
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const swing = (h: number) => {
      const all = energies(h);
      const half = Math.floor(all.length / 2);
      const size = Math.max(...all.map((e) => Math.abs(e - all[0])));
      near(mean(all.slice(0, half)), mean(all.slice(half)), size / 5, "energy");
      return size;
    };
    near(Math.log2(swing(0.05) / swing(0.025)), splitting.order as number, 0.2);
  });
}

const free: Kinetic["force"] = (_, _q, out) => one.combine(out);
for (const splitting of splittings) {
  test(`${splitting.name}: a free particle's mean square displacement grows as T h coth(gamma h / 2)`, () => {
    for (const [h, friction, temperature] of [
      [0.1, 1, 1],
      [1, 0.5, 2],
      [2, 3, 0.7],
    ]) {
      let slope = 0;
      for (const source of sources) {
        const first = unit(source, ({ k }) => (k === 0 ? 1 : 0));
        const p = splitting.bind(one, underdamped(free, { friction, temperature }), first);
        let state = { ...p.start(new Float64Array(1), 0), momentum: new Float64Array(1) } as State<Arrays>;
        for (let k = 0; k * h * friction < 50; k++) state = p.step(state, interval(h, k));
        slope += state.position[0] ** 2 / (source === "increment" ? 1 : h);
      }
      near(slope, (temperature * h) / Math.tanh((friction * h) / 2), 1e-12 * slope);
      if (h < 0.2) near(slope, (2 * temperature) / friction, 2e-3);
    }
  });
}

test.run();
