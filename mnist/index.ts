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
export type { Numbers } from "./computed.ts";
export { type Digits, pixels, readDigits } from "./data.ts";
export { type Decisions, decisions } from "./decisions.ts";
export { decodeSafetensors } from "./decode-safetensors.ts";
export { digests } from "./digests.ts";
export { digitSolvers } from "./digit-solvers.ts";
export { encodeSafetensors } from "./encode-safetensors.ts";
export { frechetDistance, frechetFrom, type Moments, moments } from "./frechet-distance.ts";
export { type Examples, lossGradient } from "./gradient.ts";
export { gradientOf, type Loss, type LossArguments, type LossGradient } from "./gradient-of.ts";
export { askJudge, judge, type Verdict } from "./judge.ts";
export { decodeJudge, encodeJudge } from "./judge-file.ts";
export { learnedDenoiser, type Wish } from "./learned-denoiser.ts";
export { type Nearest, nearestImages } from "./nearest-images.ts";
export * as networks from "./networks/index.ts";
export type { Network, NetworkKind, NetworkSpec, Size } from "./networks/network.ts";
export { networkOf } from "./networks/network-of.ts";
export { pixelsOf } from "./pixels-of.ts";
export * as recipes from "./recipes/index.ts";
export type { Recipe, SamplingPlan, TrainingPlan } from "./recipes/recipe.ts";
export { recipeOf } from "./recipes/recipe-of.ts";
export type { Safetensors } from "./safetensors.ts";
export { type DigitsRequest, type Drawn, drawDigits } from "./sample.ts";
export { type Asked, type Sampling, samplingOf } from "./sampling-of.ts";
export { examplesOf, type Shard } from "./score-matching.ts";
export { type TensorShape, tensorSpace } from "./tensor-space.ts";
export type { Tf } from "./tf.ts";
export { toPixels } from "./to-pixels.ts";
export { type Helpers, type Moment, type Training, train } from "./train.ts";
export { trainJudge } from "./train-judge.ts";
export { type TrainingState, trainingState } from "./training-state.ts";
export { validationLosses, validationTimes } from "./validation.ts";
export { initialWeights, scopeOf, uploadWeights } from "./weights.ts";
export { decodeNetwork, encodeNetwork, type TrainedNetwork } from "./weights-file.ts";
