import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import { noisyClassifierLoss } from "../../mnist/noisy-classifier-loss.ts";
import type { Shard } from "../../mnist/score-matching.ts";
import { type ClassifierTest, testNoisyClassifier } from "../../mnist/test-noisy-classifier.ts";

export interface ClassifierGradientInput {
  readonly backend: BackendChoice;
  readonly weights: Float32Array;
  readonly shard: Shard;
}

/** Loss and gradient of one shard of a batch. */
export async function classifierGradient({
  backend,
  weights,
  shard,
}: ClassifierGradientInput): Promise<LossGradient> {
  return noisyClassifierLoss(await loadBackend(backend), weights, shard);
}

export interface ClassifierTestInput extends ClassifierTest {
  readonly backend: BackendChoice;
}

/** How many of some images it recognises at one noise level. */
export async function classifierTest({ backend, ...test }: ClassifierTestInput): Promise<number> {
  return testNoisyClassifier(await loadBackend(backend), test);
}
