import { test } from "uvu";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { variancePreserving, vp } from "../../src/schedules/variance-preserving.ts";
import { predictorCorrector } from "../../src/solvers/predictor-corrector.ts";
import { normalStart } from "../../src/start.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
const data = gaussianData({ m: 1, s: 0.5 });
const [particles, dimension] = [4, 3];
const space = arraySpace({ particles, dimension });
const [seed, snr, M] = [5n, 0.16, 2];

const solve = (schedule: Schedule, grid: Arrays): Arrays => {
  const problem = denoisingFromScore(space, schedule, data.score(space, schedule));
  const p = predictorCorrector.bind(space, problem, freshNoise(space, seed), { snr, corrections: M });
  let x: Arrays = new Float64Array();
  for (const { state } of integrate(space, p, normalStart(space, seed, schedule.prior), grid))
    x = state.position;
  return x;
};

/** What Algorithms 4 (VE) and 5 (VP) of arXiv:2011.13456 differ in, for the step from level i + 1 to i. */
interface Level {
  /** Predictor: x_i = keep x_{i+1} + gain s(x_{i+1}) + sqrt(gain) z */
  readonly keep: number;
  readonly gain: number;
  /** Corrector: eps = 2 alpha (r |z| / |s|)^2 */
  readonly alpha: number;
}
const meanNorm = (v: Arrays): number => {
  let sum = 0;
  for (let p = 0; p < particles; p++) sum += Math.hypot(...v.subarray(p * dimension, (p + 1) * dimension));
  return sum / particles;
};

/** The two algorithms in plain loops, over the same draws. */
function plain(schedule: Schedule, grid: Arrays, level: (t0: number, t1: number) => Level): Arrays {
  const noise = freshNoise(space, seed);
  const x = normalStart(space, seed, schedule.prior);
  const score = (t: number) => x.map((v) => (data.mean(schedule, t) - v) / data.variance(schedule, t));
  for (let k = 0; k + 1 < grid.length; k++) {
    const [t0, t1] = [grid[k], grid[k + 1]];
    const draw = (n: number) => noise.normal({ t0, t1, before: t0, k, last: false }, n, space.scratch());
    const { keep, gain, alpha } = level(t0, t1);
    const [s, z] = [score(t0), draw(0)];
    for (let i = 0; i < x.length; i++) x[i] = keep * x[i] + gain * s[i] + Math.sqrt(gain) * z[i];
    for (let j = 1; j <= M; j++) {
      const [s, z] = [score(t1), draw(j)];
      const eps = 2 * alpha * ((snr * meanNorm(z)) / meanNorm(s)) ** 2;
      for (let i = 0; i < x.length; i++) x[i] += eps * s[i] + Math.sqrt(2 * eps) * z[i];
    }
  }
  return x;
}
function agree(actual: Arrays, expected: Arrays, tolerance: number): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  for (const [i, v] of expected.entries()) near(actual[i], v, tolerance * scale, `component ${i}:`);
}

const variance = (t: number) => ve.sigma(t) ** 2;
const exploding = (t0: number, t1: number): Level => ({
  keep: 1,
  gain: variance(t0) - variance(t1),
  alpha: 1,
});
test("under VE it is the published Algorithm 4", () => {
  const grid = uniformGrid(1, 0, 12);
  const law = (level: typeof exploding) => agree(solve(ve, grid), plain(ve, grid, level), 1e-12);
  law(exploding);
  catches("a step of the corrector without its factor 2", () =>
    law((a, b) => ({ ...exploding(a, b), alpha: 0.5 })),
  );
  catches("the deviation for the variance", () =>
    law((a, b) => ({ ...exploding(a, b), gain: ve.sigma(a) - ve.sigma(b) })),
  );
});

/** beta_{i+1} between two times, and alpha_i = 1 - beta_i at the lower one. */
const exactBeta =
  ({ alpha, drift }: Schedule) =>
  (t0: number, t1: number): Level => {
    const beta = 1 - (alpha(t0) / alpha(t1)) ** 2;
    return { keep: 2 - Math.sqrt(1 - beta), gain: beta, alpha: Math.exp(2 * drift(t1) * (t0 - t1)) };
  };
test("under VP it is the published Algorithm 5, with the corrector's step scaled by alpha_i", () => {
  const grid = uniformGrid(1, 0.01, 60);
  const law = (level: (t0: number, t1: number) => Level) =>
    agree(solve(vp, grid), plain(vp, grid, level), 1e-12);
  const level = exactBeta(vp);
  law(level);
  catches("alpha_i dropped", () => law((a, b) => ({ ...level(a, b), alpha: 1 })));
  catches("ancestral weights", () =>
    law((a, b) => ({ ...level(a, b), keep: Math.sqrt(1 / (1 - level(a, b).gain)) })),
  );
});

test("with the published betas, beta(i / N) / N at N = 1000, it agrees to their discretisation", () => {
  const [min, max, N] = [0.1, 20, 1000];
  const schedule = variancePreserving({ min, max });
  const beta = (t: number) => (min + t * (max - min)) / N;
  const published = (t0: number, t1: number): Level => ({
    keep: 2 - Math.sqrt(1 - beta(t0)),
    gain: beta(t0),
    alpha: 1 - beta(t1),
  });
  const grid = uniformGrid(0.5, 0.4, N / 10);
  agree(solve(schedule, grid), plain(schedule, grid, published), 2e-3);
});

test("a coarse grid under VP stays finite: 1 - beta may not become negative", () => {
  solve(vp, uniformGrid(1, 0.01, 4));
});

test.run();
