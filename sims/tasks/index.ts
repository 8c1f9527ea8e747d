// The registry of what a worker can run.
import { boundEstimates } from "./bound-estimates.ts";
import { check } from "./check.ts";
import { digitsGradient } from "./digits-gradient.ts";
import { drawDigitsTask } from "./draw-digits.ts";
import { endsTask } from "./ends.ts";
import { exact, nullDistances, reference } from "./exact.ts";
import { firstPassageTask } from "./first-passage.ts";
import { fitEnergy } from "./fit-energy.ts";
import { frechetReplicatesTask } from "./frechet-replicates.ts";
import { guidedLawTask } from "./guided-law.ts";
import { judgeImagesTask } from "./judge-images.ts";
import {
  exactFloorTask,
  fitChunkTask,
  learnedLangevinTask,
  learnedSamplesTask,
  scoreAtTask,
  scoreErrorsTask,
} from "./learned-score.ts";
import { logDensitiesTask } from "./log-densities.ts";
import { nearestImagesTask } from "./nearest-images.ts";
import { noisedBatchTask } from "./noised-batch.ts";
import { noisedImages } from "./noised-images.ts";
import { classifierGradient, classifierTest } from "./noisy-classifier.ts";
import { sample } from "./sample.ts";
import { trainJudgeTask } from "./train-judge.ts";
import { validateDigits } from "./validate-digits.ts";

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
  boundEstimates,
  noisedImages,
  fitEnergy,
  noisedBatch: noisedBatchTask,
  guidedLaw: guidedLawTask,
  classifierGradient,
  classifierTest,
  fitChunk: fitChunkTask,
  scoreErrors: scoreErrorsTask,
  exactFloor: exactFloorTask,
  scoreAt: scoreAtTask,
  learnedLangevin: learnedLangevinTask,
  learnedSamples: learnedSamplesTask,
  trainJudge: trainJudgeTask,
  judgeImages: judgeImagesTask,
  nearestImages: nearestImagesTask,
  frechetReplicates: frechetReplicatesTask,
  validateDigits,
};
