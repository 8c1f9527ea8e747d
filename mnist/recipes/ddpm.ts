import { noisePrediction } from "../../src/denoisers/noise-prediction.ts";
import { wholeGrid } from "../../src/grids/grid.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { ddpmSchedule } from "../../src/schedules/ddpm.ts";
import type { Recipe } from "./recipe.ts";
import { ve } from "./ve.ts";

const T = 300;
const schedule = ddpmSchedule({ steps: T });
const left = schedule.alpha(T);

/**
 * DDPM with T = 300 steps, beta linear from 1e-4 to 0.02. The schedule's time i = 1 to T is the lecture's t = i - 1, and the
 * network is told t / T. Sampling is ancestral with variance beta_t.
 */
export const ddpm: Recipe = {
  ...ve,
  name: "ddpm",
  about: `DDPM as one lecture has it: ${T} steps, beta from 1e-4 to 0.02, ancestral sampling with variance beta`,
  reference: "Ho et al. (2020), arXiv:2006.11239",
  schedule,
  time: (u) => 1 + Math.floor(T * u),
  condition: (i) => (i - 1) / T,
  prediction: noisePrediction,
  training: {
    ...ve.training,
    network: { name: "simple", size: {} },
    length: { epochs: 5 },
    rate: 2e-4,
  },
  sampling: {
    ...ve.sampling,
    solver: "ddpm",
    settings: { variance: 1 },
    steps: T,
    grid: (steps) => wholeGrid(uniformGrid(T, 0, steps)),
    lecture: false,
    rows: 4,
    columns: 4,
  },
  notice:
    `alpha-bar_${T} = ${(left * left).toFixed(3)}: the last state keeps ${Math.round(100 * left)} % of the signal, ` +
    "but sampling starts from pure noise. T = 1000 leaves 0.6 %.",
};
