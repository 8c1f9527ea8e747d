import type { Interval } from "../interval.ts";
import type { Noise } from "../noise/noise.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";

/**
 * The reverse diffusion predictor of arXiv:2011.13456, appendix E: x(t0) = a x(t1) + b z is the forward step, and
 * (2 - a) x + b^2 s + b z turns it round.
 */
export const reverseDiffusionStep =
  <S>(space: Space<S>, { alpha, sigma }: Schedule, noise: Noise<S>) =>
  (x: S, s: S, at: Interval, z: S): { readonly x: S; readonly z: S } => {
    const a = alpha(at.t0) / alpha(at.t1);
    const b = Math.sqrt(sigma(at.t0) ** 2 - (a * sigma(at.t1)) ** 2);
    const w = noise.normal(at, 0, z);
    return { x: space.combine(x, [2 - a, x], [b * b, s], [b, w]), z: w };
  };
