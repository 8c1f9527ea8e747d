import { edmPrediction } from "../../src/denoisers/edm-prediction.ts";
import { karrasGrid } from "../../src/grids/karras.ts";
import { edm as schedule } from "../../src/schedules/edm.ts";
import { dataMoments } from "../data-moments.ts";
import type { Recipe } from "./recipe.ts";

/**
 * ln sigma ~ N(mean, deviation^2). Higher than in arXiv:2206.00364 (-1.2): what a digit will be is decided at sigma about 1,
 * and digits have little texture to learn below 0.1.
 */
const noise = { mean: -0.5, deviation: 1.2 } as const;

const sigmaMin = 0.002;

/** The default: log-normal noise levels, EDM's preconditioning, Heun on a Karras grid. */
export const edm: Recipe = {
  name: "edm",
  about: "log-normal noise levels, EDM's preconditioning, Heun's method on a Karras grid",
  reference: "Karras et al. (2022), arXiv:2206.00364",
  pixels: "centred",
  schedule,
  time: (_, z) => Math.exp(noise.mean + noise.deviation * z),
  condition: (t) => Math.log(t) / 4,
  prediction: edmPrediction(dataMoments),
  labels: { drop: 0.1 },
  training: {
    network: { name: "digits", size: {} },
    batch: 64,
    length: { minutes: 30 },
    rate: 2e-3,
    betas: [0.9, 0.99],
    warmUp: 100,
    fall: 0.2,
    clip: 1,
    memory: 0.05,
  },
  sampling: {
    solver: "heun",
    steps: 9,
    grid: (steps) => karrasGrid(schedule.end, sigmaMin, steps),
    start: "prior",
    lecture: false,
    denoise: true,
    guidance: 0.5,
    rows: 4,
    columns: 5,
  },
};
