import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { State } from "../../src/solver.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { normalStart } from "../../src/start.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, checkMean, checkVariance, near, property, seeded } from "../support.ts";
import { standardProblems, well } from "./standard-problems.ts";

type Arrays = Float64Array;
type Kinetic = Problems<Arrays>["kinetic"];
const one = arraySpace({ particles: 1, dimension: 1 });
const spring =
  (space = one) =>
  (_: number, q: Arrays, out: Arrays) =>
    space.combine(out, [-1, q]);
const interval = (h: number, k = 0): Interval => ({ t0: k * h, t1: (k + 1) * h, before: 0, k, last: false });
const momentum = (state: State<Arrays>) => state.momentum as Arrays;

/** One step of the oscillator from (q, p), with a given increment of the noise. */
function step(
  bind: typeof baoab.bind,
  problem: Kinetic,
  h: number,
  q: number,
  p: number,
  dW: number,
): [number, number] {
  const process = bind(one, problem, prescribedNoise({ increment: () => dW }));
  const force = problem.force(0, Float64Array.of(q), one.scratch());
  const state = process.step(
    { position: Float64Array.of(q), momentum: Float64Array.of(p), force },
    interval(h),
  );
  return [state.position[0], momentum(state)[0]];
}

/** Stationary covariances of the linear map that one step is: C = M C M' + h n n', summed by doubling. */
function stationary(bind: typeof baoab.bind, problem: Kinetic, h: number) {
  const [a, c] = step(bind, problem, h, 1, 0, 0);
  const [b, d] = step(bind, problem, h, 0, 1, 0);
  const [m, n] = step(bind, problem, h, 0, 0, 1);
  let M = [a, b, c, d];
  let [qq, qp, pp] = [m * m * h, m * n * h, n * n * h];
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

function hasBaoabsLaw(bind: typeof baoab.bind, h: number, friction: number, temperature: number): void {
  const { qq, qp, pp } = stationary(bind, underdamped(spring(), { friction, temperature }), h);
  near(qq, temperature, 1e-10, "<q^2>");
  near(pp, temperature * (1 - (h * h) / 4), 1e-10, "<p^2>");
  near(qp, 0, 1e-10, "<q p>");
}
const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
property(
  "on the oscillator <q^2> = T exactly, <p^2> = T (1 - h^2/4), at every step size and friction",
  [range(0.05, 1.6), range(0.2, 8), range(0.1, 3)],
  (h, friction, temperature) => hasBaoabsLaw(baoab.bind, h, friction, temperature),
);
test("other splittings and noises are caught", () => {
  const bug = (change: (noise: Noise<Arrays>) => Partial<Noise<Arrays>>, time = 1): typeof baoab.bind =>
    ((space, problem, noise) => {
      const n = noise as unknown as Noise<Arrays>;
      const p = baoab.bind(space, problem, { ...n, ...change(n) } as unknown as typeof noise);
      return { start: p.start, step: (x, at) => p.step(x, { ...at, t1: at.t0 + time * (at.t1 - at.t0) }) };
    }) as typeof baoab.bind;
  const half = bug((n) => ({ increment: (at, out) => n.increment(at, out).map((w) => w / 2) }));
  catches("half the noise", () => hasBaoabsLaw(half, 0.5, 1, 1));
  catches("half a step", () =>
    hasBaoabsLaw(
      bug(() => ({}), 0.5),
      0.5,
      1,
      1,
    ),
  );
});

function staysAtHarmonicLaw(
  problem: Kinetic,
  seed: bigint,
  noise: (n: Noise<Arrays>) => Partial<Noise<Arrays>>,
): void {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const fresh = freshNoise(space, seed);
  const p = baoab.bind(space, problem, { ...fresh, ...noise(fresh) });
  let state: State<Arrays> = { position: new Float64Array(1) };
  for (const frame of integrate(space, p, normalStart(space, seed), uniformGrid(0, 30, 30)))
    state = frame.state;
  checkVariance(state.position, 1);
  checkVariance(momentum(state), 0.75);
}
seeded("a simulation at h = 1 has <q^2> = 1 and <p^2> = 3/4", (seed) => {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const law = (change: Partial<Kinetic> = {}, noise: Parameters<typeof staysAtHarmonicLaw>[2] = () => ({})) =>
    staysAtHarmonicLaw({ ...underdamped(spring(space)), ...change }, seed, noise);
  law();
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
  const law = (n: Noise<Arrays>) => {
    const state = baoab.bind(space, problem, n).start(normalStart(space, seed), 0);
    checkVariance(momentum(state), 0.49);
    checkMean(
      momentum(state).map((p, i) => p * state.position[i]),
      0,
      0.49,
    );
  };
  const fresh = freshNoise(space, seed);
  law(fresh);
  catches("the noise of the positions", () => law(freshNoise(space, seed, "start")));
  catches("T for sqrt(T)", () =>
    law({ ...fresh, normal: (at, d, out) => fresh.normal(at, d, out).map((z) => 0.7 * z) }),
  );
});

const plane = arraySpace({ particles: 5, dimension: 2 });
const { kinetic } = standardProblems(plane);
test(`without friction it is velocity Verlet, on the ${well.name}`, () => {
  const p = baoab.bind(plane, { ...kinetic, friction: 0 }, freshNoise(plane, 3n));
  const h = 0.05;
  let state = p.start(normalStart(plane, 3n), 0);
  const [q, v] = [plane.copy(state.position), plane.copy(momentum(state))];
  let F = kinetic.force(0, q, plane.scratch());
  for (let k = 0; k < 40; k++) {
    state = p.step(state, interval(h, k));
    for (let i = 0; i < q.length; i++) q[i] += h * v[i] + ((h * h) / 2) * F[i];
    const next = kinetic.force(0, q, plane.scratch());
    for (let i = 0; i < q.length; i++) v[i] += (h / 2) * (F[i] + next[i]);
    F = next;
  }
  q.forEach((value, i) => {
    near(state.position[i], value, 1e-12);
  });
  v.forEach((value, i) => {
    near(momentum(state)[i], value, 1e-12);
  });
});

test("without friction it is reversible to 1e-10", () => {
  const p = baoab.bind(plane, underdamped(kinetic.force, { friction: 0 }), freshNoise(plane, 3n));
  const start = normalStart(plane, 3n);
  let state = p.start(plane.copy(start), 0);
  const [there, back] = [uniformGrid(0, 10, 200), uniformGrid(10, 0, 200)];
  for (const at of intervals(there)) state = p.step(state, at);
  assert.ok(state.position.some((x, i) => Math.abs(x - start[i]) > 0.1));
  for (const at of intervals(back)) state = p.step(state, at);
  start.forEach((x, i) => {
    near(state.position[i], x, 1e-10);
  });
});

test("a free particle's mean square displacement grows as T h coth(gamma h / 2)", () => {
  const free: Kinetic["force"] = (_, _q, out) => one.combine(out);
  for (const [h, friction, temperature] of [
    [0.1, 1, 1],
    [1, 0.5, 2],
    [2, 3, 0.7],
  ]) {
    const p = baoab.bind(
      one,
      { force: free, friction, temperature },
      prescribedNoise({ increment: ({ k }) => (k === 0 ? 1 : 0) }),
    );
    let state: State<Arrays> = {
      position: one.combine(one.scratch()),
      momentum: one.combine(one.scratch()),
      force: one.combine(one.scratch()),
    };
    for (let k = 0; k * h * friction < 50; k++) state = p.step(state, interval(h, k));
    const slope = state.position[0] ** 2;
    near(slope, (temperature * h) / Math.tanh((friction * h) / 2), 1e-12 * slope);
    if (h < 0.2) near(slope, (2 * temperature) / friction, 2e-3);
  }
});

test.run();
