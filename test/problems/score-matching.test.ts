import fc from "fast-check";
import { test } from "uvu";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { normalMean, normalNodes } from "../../sims/check/measure/normal-nodes.ts";
import { arraySpace } from "../../src/array-space.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import * as schedules from "../../src/schedules/index.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { catches, near, property } from "../support.ts";

type Arrays = Float64Array;
const fraction = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const normal = fc.double({ min: -3, max: 3, noNaN: true });
const one = arraySpace({ particles: 1, dimension: 1 });
const data = gaussianData({ m: 1, s: 0.5 });

/** E |sigma s(x_t) + z|^2 at the exact score of N(0, 1), over x_0 and z ~ N(0, 1). */
function loss(schedule: Schedule, t: number, weight = schedule.sigma(t)): number {
  const space = arraySpace({ particles: normalNodes.length, dimension: 1 });
  const score = gaussianData({ m: 0, s: 1 }).score(space, schedule);
  return normalMean(
    [...normalNodes].map((x0) => {
      const x = normalNodes.map((z) => schedule.alpha(t) * x0 + schedule.sigma(t) * z);
      const s: Arrays = score(t, x, space.scratch());
      return normalMean(normalNodes.map((z, i) => (weight * s[i] + z) ** 2));
    }),
  );
}

for (const schedule of Object.values(schedules)) {
  const { name, alpha, sigma, end } = schedule;
  test(`${name}: denoising score matching of N(0, 1) has the floor alpha^2 / (alpha^2 + sigma^2), not zero`, () => {
    for (const t of [0.1, 0.5, 0.9].map((u) => u * end)) {
      const floor = alpha(t) ** 2 / (alpha(t) ** 2 + sigma(t) ** 2);
      near(loss(schedule, t), floor, 1e-9);
      catches("no floor", () => near(loss(schedule, t), 0, 1e-9));
      catches("the score's weight forgotten", () => near(loss(schedule, t, 1), floor, 1e-9));
    }
  });
  property(
    `${name}: Tweedie's denoiser is the posterior mean, and what it leaves is the noise -sigma s`,
    [fraction, normal],
    (u, z) => {
      const t = u * end;
      const [a, s] = [alpha(t), sigma(t)];
      const x = data.mean(schedule, t) + z * Math.sqrt(data.variance(schedule, t));
      const problem = denoisingFromScore(one, schedule, data.score(one, schedule));
      const D = problem.denoiser(t, Float64Array.of(x), one.scratch())[0];
      const score = problem.score(t, Float64Array.of(x), one.scratch())[0];
      // precision-weighted mean of the prior N(1, 1/4) and the observation x = a x_0 + s z
      const posterior = (1 / 0.25 + (a * x) / s ** 2) / (1 / 0.25 + a ** 2 / s ** 2);
      near(D, posterior, 1e-10 * Math.max(1, Math.abs(x) / a));
      near((x - a * D) / s, -s * score, 1e-10 * Math.max(1, Math.abs(x) / s));
    },
  );
}

test.run();
