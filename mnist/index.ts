/**
 * The score network of the MNIST digits: data, training, sampling through the same solvers, evaluation.
 *
 * @module langevin/mnist
 */
export { type AdamState, adam, adamState } from "./adam.ts";
export type { Backend, BackendChoice, BackendName } from "./backends/backend.ts";
export * as backends from "./backends/index.ts";
export { loadBackend } from "./backends/load-backend.ts";
export { wasmBackend } from "./backends/wasm-backend.ts";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
export { type Digits, pixels, readDigits } from "./data.ts";
export { decodeSafetensors } from "./decode-safetensors.ts";
export { digests } from "./digests.ts";
export { encodeSafetensors } from "./encode-safetensors.ts";
export { frechetDistance, type Moments, moments } from "./frechet-distance.ts";
export { type Examples, type LossGradient, lossGradient } from "./gradient.ts";
export { askJudge, judge, type Verdict } from "./judge.ts";
export { learnedDenoiser, type Wish } from "./learned-denoiser.ts";
export * as networks from "./networks/index.ts";
export type { Network, NetworkKind, NetworkSpec, Size } from "./networks/network.ts";
export { networkOf } from "./networks/network-of.ts";
export { pixelsOf } from "./pixels-of.ts";
export * as recipes from "./recipes/index.ts";
export type { Recipe, SamplingPlan, TrainingPlan } from "./recipes/recipe.ts";
export { recipeOf } from "./recipes/recipe-of.ts";
export type { Safetensors } from "./safetensors.ts";
export { type DigitsRequest, drawDigits } from "./sample.ts";
export { examplesOf, type Shard } from "./score-matching.ts";
export { type TensorShape, tensorSpace } from "./tensor-space.ts";
export type { Tf } from "./tf.ts";
export { type Helpers, type Moment, type Training, train } from "./train.ts";
export { trainJudge } from "./train-judge.ts";
export { type TrainingState, trainingState } from "./training-state.ts";
export { validationLosses, validationTimes } from "./validation.ts";
export { initialWeights, scopeOf, uploadWeights } from "./weights.ts";
export { decodeNetwork, encodeNetwork, type TrainedNetwork } from "./weights-file.ts";
