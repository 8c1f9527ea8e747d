import { scorePrediction } from "../../src/denoisers/score-prediction.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { ve as schedule } from "../../src/schedules/variance-exploding.ts";
import type { Recipe } from "./recipe.ts";

/** Smallest time of training and of the sampler's loop. */
const eps = 1e-5;

/**
 * The variance-exploding SDE with sigma(t) = 0.01 5000^t, loss (sigma s(x + sigma z, t) + z)^2 and s = F(x / sqrt(1 + sigma^2), t) / sigma.
 * The reverse SDE in 1000 steps.
 */
export const ve: Recipe = {
  name: "ve",
  about:
    "the variance-exploding SDE as one lecture has it: sigma = 0.01 5000^t, 1000 steps of the reverse SDE",
  reference: "Song et al. (2021), arXiv:2011.13456",
  pixels: "centred",
  schedule,
  time: (u) => eps + u * (1 - eps),
  condition: (t) => t,
  prediction: scorePrediction,
  labels: "none",
  training: {
    network: { name: "unet", size: {} },
    batch: 128,
    length: { epochs: 4 },
    rate: 1e-3,
    betas: [0.9, 0.999],
    warmUp: 1,
    fall: 0,
    clip: Infinity,
    memory: 0,
  },
  sampling: {
    solver: "euler-maruyama",
    steps: 1000,
    grid: (steps) => uniformGrid(1, 0, steps),
    start: "prior",
    lecture: true,
    denoise: false,
    guidance: 0,
    rows: 4,
    columns: 5,
  },
};
