import { noisePrediction } from "../../src/denoisers/noise-prediction.ts";
import { vp as schedule } from "../../src/schedules/variance-preserving.ts";
import type { Recipe } from "./recipe.ts";
import { ve } from "./ve.ts";

/** The variance-preserving SDE in continuous time, beta from 0.1 to 20, with s = -F / sigma. Times and loop are those of `ve`. */
export const vp: Recipe = {
  ...ve,
  name: "vp",
  about:
    "the variance-preserving SDE, beta from 0.1 to 20, by predicting the noise; 1000 steps of the reverse SDE",
  schedule,
  prediction: noisePrediction,
};
