import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { evaluate, formula, type Node } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { State } from "../../src/solver.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { oabao } from "../../src/solvers/oabao.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkMean, checkVariance, near, property, seeded } from "../support.ts";
import { interval, type Kinetic, momentum, type Splitting, sources, splittings, unit } from "./splittings.ts";

type Arrays = Float64Array;
const one = arraySpace({ particles: 1, dimension: 1 });
const spring =
  (space = one): Kinetic["force"] =>
  (_, q, out) =>
    space.combine(out, [-1, q]);
/** Those whose law at rest is known: a splitting need not claim one. */
const claiming = splittings.filter(({ stationary }) => stationary?.momentum !== undefined);
const claim = (node: Node | undefined, h: number): number =>
  evaluate(formula({ inputs: 0, parameters: ["h"], outputs: [node ?? Number.NaN] }), [h])[0];

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

/** <q p> of the literature's five. */
const none = () => 0;
const cross: Readonly<Record<string, (h: number) => number>> = {
  aboba: none,
  baoa: (h) => h / 2,
  baoab: none,
  oabao: none,
  obabo: none,
};

function hasItsLaw(splitting: Splitting, h: number, friction: number, temperature: number): void {
  const { qq, qp, pp } = stationary(splitting, underdamped(spring(), { friction, temperature }), h);
  near(qq, temperature * claim(splitting.stationary?.position, h), 1e-10, "<q^2>");
  near(pp, temperature * claim(splitting.stationary?.momentum, h), 1e-10, "<p^2>");
  if (splitting.name in cross) near(qp, temperature * cross[splitting.name](h), 1e-10, "<q p>");
}
const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
for (const splitting of claiming) {
  property(
    `${splitting.name}: <q^2> and <p^2> of the oscillator are those claimed, at every step size, friction and temperature`,
    [range(0.05, 1.6), range(0.2, 8), range(0.1, 3)],
    (h, friction, temperature) => hasItsLaw(splitting, h, friction, temperature),
  );
}

test("the laws of the literature's five are those claimed", () => {
  const h = 0.6;
  const low = 1 - h ** 2 / 4;
  for (const [name, q, p] of [
    ["aboba", 1, 1 / low],
    ["baoa", 1, 1],
    ["baoab", 1, low],
    ["oabao", low, 1],
    ["obabo", 1 / low, 1],
  ] as const) {
    const law = splittings.find((splitting) => splitting.name === name)?.stationary;
    assert.equal([claim(law?.position, h), claim(law?.momentum, h)], [q, p], name);
  }
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
  const laws = ({ stationary }: Splitting) =>
    `${claim(stationary?.position, 0.5)} ${claim(stationary?.momentum, 0.5)}`;
  for (const splitting of claiming) {
    for (const other of claiming.filter((s) => laws(s) !== laws(splitting)))
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
  const [q, v] = [state.position, momentum(state)];
  const [qq, pp] = [splitting.stationary?.position, splitting.stationary?.momentum].map((law) =>
    claim(law, 1),
  );
  checkVariance(q, qq);
  checkVariance(v, pp);
  const qp = cross[splitting.name]?.(1);
  if (qp === undefined) return;
  checkMean(
    q.map((x, i) => x * v[i]),
    qp,
    qq * pp + qp ** 2,
  );
}
for (const splitting of claiming) {
  seeded(`${splitting.name}: a simulation at h = 1 has the claimed variances, and its <q p>`, (seed) => {
    simulated(splitting, seed);
  });
}
seeded("a simulation with another temperature or noise is caught", (seed) => {
  const law = (...bug: [Partial<Kinetic>?, Parameters<typeof simulated>[3]?]) =>
    simulated(baoab, seed, ...bug);
  law({ friction: 3 });
  catches("the momentum of the middle of a step for that of its end", () =>
    simulated({ ...baoab, name: "baoa" }, seed),
  );
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

test.run();
