// The registry of what a worker can run.
import { check } from "./check.ts";
import { digitsGradient } from "./digits-gradient.ts";
import { drawDigitsTask } from "./draw-digits.ts";
import { endsTask } from "./ends.ts";
import { exact, nullDistances, reference } from "./exact.ts";
import { firstPassageTask } from "./first-passage.ts";
import { logDensitiesTask } from "./log-densities.ts";
import { sample } from "./sample.ts";

export const tasks = {
  check,
  digitsGradient,
  drawDigits: drawDigitsTask,
  sample,
  exact,
  reference,
  nullDistances,
  logDensities: logDensitiesTask,
  ends: endsTask,
  firstPassage: firstPassageTask,
};
