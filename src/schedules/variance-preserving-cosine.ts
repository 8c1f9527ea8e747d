import { finite } from "../check.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Variance preserving with alpha(t) = cos(theta) / cos(theta_0), theta = (pi/2) (t + s) / (1 + s), on [0, 1].
 * Its rate beta = (pi / (1 + s)) tan(theta) has a pole at t = 1, so it is clipped at beta_max, from where alpha falls
 * exponentially; the default is the published 0.999 a step at steps of 1/1000. arXiv:2102.09672, equation 17.
 *
 * @param options offset s > 0 in units of time, and beta_max per unit time, above beta(0)
 */
export function variancePreservingCosine({ s = 0.008, max = 999 } = {}): Schedule {
  finite("s", s, { above: 0 });
  const c = Math.PI / 2 / (1 + s);
  const theta0 = c * s;
  finite("beta_max", max, { above: 2 * c * Math.tan(theta0) });
  const clip = Math.atan(max / (2 * c)) / c - s;
  const cosine = (t: number) => Math.cos(theta0 + c * t) / Math.cos(theta0);
  const least = cosine(clip);
  const alpha = (t: number) => (t < clip ? cosine(t) : least * Math.exp((-max * (t - clip)) / 2));
  const beta = (t: number) => (t < clip ? 2 * c * Math.tan(theta0 + c * t) : max);
  return {
    name: "vp-cosine",
    about: `alpha = cos(theta) / cos(theta_0), s = ${s}, beta at most ${max}`,
    end: 1,
    prior: 1,
    alpha,
    // cos^2(theta_0) - cos^2(theta) without its cancellation
    sigma: (t) =>
      t < clip
        ? Math.sqrt(Math.sin(c * t) * Math.sin(2 * theta0 + c * t)) / Math.cos(theta0)
        : Math.sqrt(1 - alpha(t) ** 2),
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(beta(t)),
    time(ratio) {
      // tan^2(theta) = tan^2(theta_0) + ratio^2 / cos^2(theta_0)
      const t = (Math.atan(Math.hypot(Math.tan(theta0), ratio / Math.cos(theta0))) - theta0) / c;
      return t < clip ? t : clip + (Math.log1p(ratio * ratio) + 2 * Math.log(least)) / max;
    },
    reference: "Nichol and Dhariwal (2021), arXiv:2102.09672",
  };
}

export const vpCosine = variancePreservingCosine();
