import { test } from "uvu";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import type { Field } from "../../src/problems/problem.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { annealedLangevin } from "../../src/solvers/annealed-langevin.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkMean, checkVariance, seeded } from "../support.ts";

type Arrays = Float64Array;
const data = gaussianData({ m: 1, s: 0.5 });
const space = arraySpace({ particles: 10_000, dimension: 1 });
const ve = varianceExploding({ min: 0.1, max: 3 });
const settings = { ratio: 0.4, corrections: 5 };
const grid = uniformGrid(1, 0, 8);

/** Mean and variance of the linear scheme, level by level: x' = (1 - eps / 2v) x + eps m / 2v + sqrt(eps) z. */
function law(schedule: Schedule): { mean: number; variance: number } {
  let [mean, variance] = [0, schedule.prior ** 2];
  for (const { t0 } of intervals(grid)) {
    const eps = settings.ratio * schedule.sigma(t0) ** 2;
    const v = data.variance(schedule, t0);
    for (let n = 0; n < settings.corrections; n++) {
      mean += (eps / (2 * v)) * (data.mean(schedule, t0) - mean);
      variance = (1 - eps / (2 * v)) ** 2 * variance + eps;
    }
  }
  return { mean, variance };
}

interface Parts {
  readonly score: Field<Arrays>;
  readonly noise: Noise<Arrays>;
  readonly settings: typeof settings;
}
function hasItsLaw(
  schedule: Schedule,
  seed: bigint,
  change: (parts: Parts) => Partial<Parts> = () => ({}),
): void {
  const right: Parts = { score: data.score(space, schedule), noise: freshNoise(space, seed), settings };
  const parts = { ...right, ...change(right) };
  const problem = denoisingFromScore(space, schedule, parts.score);
  const p = annealedLangevin.bind(space, problem, parts.noise, parts.settings);
  let x: Arrays = new Float64Array();
  for (const { state } of integrate(space, p, normalStart(space, seed, schedule.prior), grid))
    x = state.position;
  const { mean, variance } = law(schedule);
  checkMean(x, mean, variance);
  checkVariance(x, variance, mean);
}

for (const schedule of [ve, vp]) {
  seeded(
    `annealed Langevin on Gaussian data has the exact law of its scheme, level by level, under ${schedule.name}`,
    (seed) => {
      hasItsLaw(schedule, seed);
      const normal = (f: (n: Noise<Arrays>) => Noise<Arrays>["normal"]) => () =>
        hasItsLaw(schedule, seed, ({ noise }) => ({ noise: { ...noise, normal: f(noise) } }));
      catches(
        "half the noise",
        normal((n) => (at, d, out) => n.normal(at, d, out).map((z) => z / 2)),
      );
      catches(
        "one draw for all steps of a level",
        normal((n) => (at, _, out) => n.normal(at, 0, out)),
      );
      catches(
        "noise reused at each level",
        normal((n) => (at, d, out) => n.normal({ ...at, k: 0 }, d, out)),
      );
      catches("the score at the next level", () =>
        hasItsLaw(schedule, seed, ({ score }) => ({ score: (t, x, out) => score(t - 1 / 8, x, out) })),
      );
      catches("the wrong sign of the score", () =>
        hasItsLaw(schedule, seed, ({ score }) => ({
          score: (t, x, out) => space.combine(out, [-1, score(t, x, out)]),
        })),
      );
      catches("one step less a level", () =>
        hasItsLaw(schedule, seed, () => ({ settings: { ...settings, corrections: 4 } })),
      );
    },
  );
}

test.run();
