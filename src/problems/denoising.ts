import type { DiffusedDensity } from "../density.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import { diffusedLogDensity, diffusedScore } from "./diffused-score.ts";
import type { Field, Problems } from "./problem.ts";

type Denoising<S> = Problems<S>["denoising"];

/** From a score: D = (x + sigma^2 s) / alpha, Tweedie's formula. */
export const denoisingFromScore = <S>(
  space: Space<S>,
  schedule: Schedule,
  score: Field<S>,
): Denoising<S> => ({
  schedule,
  score,
  denoiser(t, x, out) {
    const s = score(t, x, out);
    const alpha = schedule.alpha(t);
    return space.combine(s, [1 / alpha, x], [schedule.sigma(t) ** 2 / alpha, s]);
  },
});

/** From a denoiser D(t, x) = E[x_0 | x_t]: s = (alpha D - x) / sigma^2; sigma(t) must not be 0. */
export const denoisingFromDenoiser = <S>(
  space: Space<S>,
  schedule: Schedule,
  denoiser: Field<S>,
): Denoising<S> => ({
  schedule,
  denoiser,
  score(t, x, out) {
    const d = denoiser(t, x, out);
    const variance = schedule.sigma(t) ** 2;
    return space.combine(d, [schedule.alpha(t) / variance, d], [-1 / variance, x]);
  },
});

/** From a density that is closed under noise: score, denoiser and log-density, all exact. */
export const diffused = <S>(
  space: Space<S>,
  schedule: Schedule,
  density: DiffusedDensity,
): Problems<S>["diffused"] => ({
  ...denoisingFromScore(space, schedule, diffusedScore(space, density, schedule)),
  logDensity: diffusedLogDensity(space, density, schedule),
});
