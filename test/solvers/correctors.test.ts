import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { endLaw, type Law } from "../../sims/check/measure/end-law.ts";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { denoisingFromScore, diffused } from "../../src/problems/denoising.ts";
import * as schedules from "../../src/schedules/index.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import type { Process, Settings, Solver, State } from "../../src/solver.ts";
import { adjustedCorrector } from "../../src/solvers/adjusted-corrector.ts";
import { predictorCorrector } from "../../src/solvers/predictor-corrector.ts";
import { scheduledCorrector } from "../../src/solvers/scheduled-corrector.ts";
import type { Ensemble } from "../../src/space.ts";
import { diffusedStart } from "../../src/start.ts";
import { gaussianMixture } from "../../toy-distributions/index.ts";
import {
  catches,
  checkDistribution,
  checkVariance,
  component,
  near,
  normalCdf,
  property,
  same,
  seeded,
} from "../support.ts";
import { logAcceptance } from "./log-acceptance.ts";

type Arrays = Float64Array;
const data = gaussianData({ m: 1, s: 0.5 });
/** No time passes: the predictor is the identity, and what is left are corrections at t. */
const standing = (t: number): Interval => ({ t0: t, t1: t, before: t, k: 1, last: false });
const { vp, ve, edm } = schedules;

/** Mean and variance of Gaussian data after enough corrections at t to forget the start. */
function stationary(schedule: Schedule, t: number, settings: Settings): Law {
  const corrections = 400;
  const make = (space: Ensemble<Arrays>, noise: Noise<Arrays>): Process<Arrays> => {
    const problem = denoisingFromScore(space, schedule, data.score(space, schedule));
    const p = scheduledCorrector.bind(space, problem, noise, { ...settings, corrections });
    return { start: p.start, step: (state, at) => (at.k === 0 ? state : p.step(state, standing(t))) };
  };
  return endLaw(make, Float64Array.of(2, 1, 0), { mean: 0, variance: 3 });
}

for (const [schedule, t] of [
  [vp, 0.2],
  [ve, 0.6],
  [edm, 0.3],
] as const) {
  test(`scheduled-corrector keeps v / (1 - r^2 sigma^2 / v) at a level of ${schedule.name}`, () => {
    const v = data.variance(schedule, t);
    const law = (r: number) => {
      const { mean, variance } = stationary(schedule, t, { snr: 0.5 });
      near(mean, data.mean(schedule, t), 1e-12);
      near(variance, v / (1 - (r * schedule.sigma(t)) ** 2 / v), 1e-12 * v);
    };
    law(0.5);
    catches("no bias", () => law(0));
    catches("half the step", () => law(0.5 / Math.SQRT2));
  });
}

const plane = arraySpace({ particles: 1, dimension: 2 });
const t = vp.time(0.7);
const problem = diffused(plane, vp, gaussianMixture);
const score = (x: Arrays) => problem.score(t, x, plane.scratch());
const logDensity = (x: Arrays) => problem.logDensity(t, x, plane.scratch(1))[0];
const stepOf = (snr: number) => 2 * (snr * vp.sigma(t)) ** 2;
/** |y - x - h s(x)|^2 / 4h */
const cost = (x: Arrays, y: Arrays, h: number): number => {
  const s = score(x);
  return y.reduce((sum, v, i) => sum + (v - x[i] - h * s[i]) ** 2 / (4 * h), 0);
};
/** The log of the acceptance of a correction from x to y: the largest uniform that still accepts, by bisection in its log. */
function acceptanceOf(x: Arrays, y: Arrays, snr: number): number {
  const [h, s] = [stepOf(snr), score(x)];
  const z = y.map((v, i) => (v - x[i] - h * s[i]) / Math.sqrt(2 * h));
  const accepts = (u: number) => {
    const noise = prescribedNoise({ normal: (_, draw) => (draw === 1 ? z : 0), uniform: () => u });
    const p = adjustedCorrector.bind(plane, problem, noise, { snr });
    return (p.step(p.start(x.slice(), t), standing(t)).accepted as Arrays)[0] === 1;
  };
  return logAcceptance(accepts);
}
/** log p_t(x) + log q(y | x) + log a(x, y), the same with x and y changed, for proposals of a step h. */
function isBalanced(x: Arrays, y: Arrays, snr: number, h = stepOf(snr)): void {
  const there = logDensity(x) - cost(x, y, h) + acceptanceOf(x, y, snr);
  const back = logDensity(y) - cost(y, x, h) + acceptanceOf(y, x, snr);
  near(there, back, 1e-12 * Math.max(1, Math.abs(there)), "flux");
}
const point = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map((v) => Float64Array.from(v));
property(
  "adjusted-corrector: a correction is in detailed balance with p_t at every pair of points, to 1e-12",
  [point, point, fc.double({ min: 0.2, max: 2, noNaN: true })],
  (x, y, snr) => isBalanced(x, y, snr),
);
test("a correction of another step than its ratio is caught", () => {
  const [x, y] = [Float64Array.of(1.2, 0.3), Float64Array.of(-0.4, 0.9)];
  catches("the step of x + (eps/2) s", () => isBalanced(x, y, 0.6, stepOf(0.6) / 2));
});

const many = arraySpace({ particles: 20_000, dimension: 2 });
/** From exact samples of p_t, corrections at t; then the first coordinate has the law of p_t. */
function keeps(
  bind: (noise: Noise<Arrays>) => Process<Arrays>,
  seed: bigint,
  noise: Noise<Arrays> = freshNoise(many, seed),
): State<Arrays> {
  const p = bind(noise);
  const state = p.step(p.start(diffusedStart(many, seed, gaussianMixture, vp, t), t), standing(t));
  const x = component(state.position, 2, 0);
  const [a, s2] = [vp.alpha(t), vp.sigma(t) ** 2];
  const parts = [
    [0.5, -2, 0.6],
    [0.3, 1.5, 0.25],
    [0.2, 1.5, 0.9],
  ];
  checkDistribution(x, (v) =>
    parts.reduce((sum, [w, m, c]) => sum + w * normalCdf((v - a * m) / Math.sqrt(a * a * c + s2)), 0),
  );
  return state;
}
const settings = { snr: 0.8, corrections: 10 };
const exact = diffused(many, vp, gaussianMixture);
seeded("adjusted-corrector keeps p_t, and rejects to do so; the unadjusted ones do not keep it", (seed) => {
  const state = keeps((noise) => adjustedCorrector.bind(many, exact, noise, settings), seed);
  const rate = (state.accepted as Arrays).reduce((sum, a) => sum + a, 0) / many.particles;
  assert.ok(rate > 0.1 && rate < 0.9, `accepted ${rate}`);
  catches("never rejected", () =>
    keeps((noise) => scheduledCorrector.bind(many, exact, noise, settings), seed),
  );
  catches("the published step", () =>
    keeps((noise) => predictorCorrector.bind(many, exact, noise, settings), seed),
  );
  const fresh = freshNoise(many, seed);
  catches("always accepted", () =>
    keeps((noise) => adjustedCorrector.bind(many, exact, noise, settings), seed, {
      ...fresh,
      uniform: (_at, _draw, out) => out.fill(1e-300),
    }),
  );
});

seeded("the published corrector's law depends on the batch, and in none it is p_t", (seed) => {
  const [t, corrections] = [0.6, 30];
  const [m, v] = [data.mean(ve, t), data.variance(ve, t)];
  /** Positions after corrections of exact samples of p_t, in batches of a size. */
  const corrected = (solver: typeof predictorCorrector, size: number, batches: number): Arrays => {
    const all = Array.from({ length: batches }, (_, b) => {
      const space = arraySpace({ particles: size, dimension: 2, first: b * size });
      const noise = freshNoise(space, seed);
      const problem = denoisingFromScore(space, ve, data.score(space, ve));
      const p = solver.bind(space, problem, noise, { snr: 0.3, corrections });
      const x = noise.normal({ ...standing(t), k: 0 }, 0, space.scratch()).map((z) => m + Math.sqrt(v) * z);
      return [...p.step(p.start(x, t), standing(t)).position];
    });
    return Float64Array.from(all.flat());
  };
  const spread = (x: Arrays) => x.reduce((sum, value) => sum + (value - m) ** 2, 0) / x.length;
  const [small, large] = [corrected(predictorCorrector, 2, 2000), corrected(predictorCorrector, 10_000, 1)];
  catches("batches of 2", () => checkVariance(small, v, m));
  catches("a batch of 10,000", () => checkVariance(large, v, m));
  catches("one law for both", () => checkVariance(small, spread(large), m));
  // the scheduled one, from p_t towards its own law, is the same in any batch
  const scheduled = scheduledCorrector as unknown as typeof predictorCorrector;
  const eps = 2 * (0.3 * ve.sigma(t)) ** 2;
  const limit = v / (1 - eps / (2 * v));
  const expected = limit + (1 - eps / v) ** (2 * corrections) * (v - limit);
  for (const x of [corrected(scheduled, 2, 2000), corrected(scheduled, 10_000, 1)])
    checkVariance(x, expected, m);
});

test("at sigma = 0 nothing is corrected, and without corrections the predictor is left", () => {
  const noise = prescribedNoise({ normal: () => 0.3, uniform: () => 0.5 });
  const last: Interval = { t0: 0.3, t1: 0, before: 0.3, k: 0, last: true };
  const end = (solver: Pick<Solver<"diffused">, "bind">, corrections: number, at: Interval): Arrays => {
    const p = solver.bind(plane, problem, noise, { corrections });
    return p.step(p.start(Float64Array.of(0.4, -1), at.t0), at).position;
  };
  same(end(adjustedCorrector, 3, last), end(scheduledCorrector, 0, last));
  same(end(scheduledCorrector, 3, last), end(scheduledCorrector, 0, last));
  const inside = { ...last, t1: 0.2 };
  same(end(adjustedCorrector, 0, inside), end(scheduledCorrector, 0, inside));
  const published = predictorCorrector as unknown as typeof adjustedCorrector;
  same(end(published, 0, inside), end(scheduledCorrector, 0, inside));
  assert.ok(end(scheduledCorrector, 1, inside)[0] !== end(scheduledCorrector, 0, inside)[0]);
});

test.run();
