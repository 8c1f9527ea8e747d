import { batchSolver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { add, div, formula, input, mul, parameter, sqrt, square } from "../formula/index.ts";
import { process } from "../solver.ts";
import { reverseDiffusionStep } from "./reverse-diffusion-step.ts";

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

/**
 * The predictor-corrector sampler as published: the reverse diffusion predictor, then Langevin steps whose
 * size is set by the norms of score and noise, averaged over the batch. As it depends on where the batch is and on
 * the noise just drawn, a step has no invariant law, p_t among others.
 */
export const predictorCorrector = batchSolver<"denoising">({
  name: "predictor-corrector",
  kind: "denoising",
  couples: "batch",
  about:
    "reverse diffusion steps, each followed by Langevin steps of a given signal-to-noise ratio, as published: they depend on the noise just drawn, so they have no invariant law",
  evaluations: "1 + corrections",
  settings,
  reference: "Song et al. (2021), arXiv:2011.13456, Algorithms 2 to 5",
  bind(space, { schedule, score }, noise, { snr, corrections } = {}) {
    const predict = reverseDiffusionStep(space, schedule, noise);
    let [g, w] = [space.scratch(), space.scratch()];
    let [gg, ww] = [space.scratch(1), space.scratch(1)];
    const meanNorm = (out: typeof gg, v: typeof g) => {
      out = space.dot(out, v, v);
      out = space.map(norm, [], out, out);
      return space.mean(out, out);
    };
    return directed(
      process({
        start: (position) => ({ position }),
        step({ position }, at) {
          const { t0, t1 } = at;
          g = score(t0, position, g);
          let { x, z } = predict(position, g, at, w);
          const alpha1 = Math.exp(2 * schedule.drift(t1) * (t0 - t1)); // alpha_i = 1 - beta_i under VP, 1 under VE
          for (let draw = 1; draw <= corrections; draw++) {
            g = score(t1, x, g);
            z = noise.normal(at, draw, z);
            gg = meanNorm(gg, g);
            ww = meanNorm(ww, z);
            x = space.map(corrected, [alpha1, snr], x, x, g, z, gg, ww);
          }
          w = z;
          return { position: x };
        },
      }),
      -1,
    );
  },
});
