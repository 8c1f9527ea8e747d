import { batchSolver } from "../define-solver.ts";
import { add, div, formula, input, mul, parameter, sqrt, square } from "../formula/index.ts";
import type { Interval } from "../interval.ts";
import { UsageError } from "../refusal.ts";
import { process } from "../solver.ts";

const norm = formula({ inputs: 1, outputs: [sqrt(input(0))] });
const [x, s, z, scoreNorm, noiseNorm] = [0, 1, 2, 3, 4].map(input);
const eps = mul(mul(2, parameter("alpha")), square(div(mul(parameter("r"), noiseNorm), scoreNorm)));
const corrected = formula({
  inputs: 5,
  parameters: ["alpha", "r"],
  outputs: [add(add(x, mul(eps, s)), mul(sqrt(mul(2, eps)), z))],
});

const settings = {
  snr: { default: 0.16, min: 0, about: "signal-to-noise ratio r of a corrector step" },
  corrections: { default: 1, min: 0, integer: true, about: "corrector steps a level" },
} as const;

function refuse({ t0, t1 }: Interval): never {
  const got = `${t0} then ${t1}`;
  throw new UsageError({ what: "times of predictor-corrector", got, expected: "noise that falls" });
}

/**
 * The predictor-corrector sampler as published: the reverse diffusion predictor, then Langevin steps whose
 * size is set by the norms of score and noise, averaged over the batch. As it depends on where the batch is and on
 * the noise just drawn, a step keeps p_t only approximately. The noise has to fall from time to time of the grid.
 */
export const predictorCorrector = batchSolver<"denoising">({
  name: "predictor-corrector",
  kind: "denoising",
  couples: "batch",
  about: "reverse diffusion steps, each followed by Langevin steps of a given signal-to-noise ratio",
  evaluations: "1 + corrections",
  settings,
  reference: "Song et al. (2021), arXiv:2011.13456, Algorithms 2 to 5",
  bind(space, { schedule: { alpha, sigma, drift }, score }, noise, { snr, corrections } = {}) {
    let [g, w] = [space.scratch(), space.scratch()];
    let [gg, ww] = [space.scratch(1), space.scratch(1)];
    const meanNorm = (out: typeof gg, v: typeof g) => {
      out = space.dot(out, v, v);
      out = space.map(norm, [], out, out);
      return space.mean(out, out);
    };
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const { t0, t1 } = at;
        // x(t0) = a x(t1) + b z is the forward step that the predictor turns round
        const a = alpha(t0) / alpha(t1);
        const b = Math.sqrt(sigma(t0) ** 2 - (a * sigma(t1)) ** 2);
        if (Number.isNaN(b)) refuse(at);
        g = score(t0, x, g);
        w = noise.normal(at, 0, w);
        x = space.combine(x, [2 - a, x], [b * b, g], [b, w]);
        const alpha1 = Math.exp(2 * drift(t1) * Math.abs(t1 - t0)); // alpha_i = 1 - beta_i under VP, 1 under VE
        for (let draw = 1; draw <= corrections; draw++) {
          g = score(t1, x, g);
          w = noise.normal(at, draw, w);
          gg = meanNorm(gg, g);
          ww = meanNorm(ww, w);
          x = space.map(corrected, [alpha1, snr], x, x, g, w, gg, ww);
        }
        return { position: x };
      },
    });
  },
});
