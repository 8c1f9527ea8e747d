import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { type DataMoments, edmPrediction } from "../src/denoisers/edm-prediction.ts";
import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { DivergenceError } from "../src/refusal.ts";
import { type AdamState, adam, adamState } from "./adam.ts";
import { gradientOf, type Loss } from "./gradient-of.ts";
import { type PerceptronSize, perceptron } from "./perceptron.ts";
import type { Tf } from "./tf.ts";
import { initialWeights } from "./weights.ts";

/** What decides a fit of a score, digit for digit. */
export interface ScoreFit {
  readonly size: PerceptronSize;
  readonly data: DataMoments;
  /** Noise levels, drawn uniformly in their logarithm. */
  readonly least: number;
  readonly most: number;
  /** Updates of the weights. */
  readonly steps: number;
  /** Points an update. */
  readonly batch: number;
  /** The learning rate at its highest. */
  readonly rate: number;
  readonly seed: bigint;
}

/** Where a fit is, as plain data: it goes on from here. */
export interface FitState extends AdamState {
  /** The average of the weights over the last part of the steps. */
  readonly average: Float32Array;
}

/** Before the first step. */
export function startOfFit({ size, seed }: ScoreFit): FitState {
  const weights = initialWeights(perceptron(size).parameters, seed);
  return { ...adamState(weights), average: weights.slice() };
}

/** Steps over which the learning rate rises; it falls linearly to zero at the end. */
const warmUp = 100;
/** The average of the weights forgets within this fraction of the steps so far. */
const memory = 0.05;

/** What the network is asked about the points of a step, and what it should say: all by the address (point, step). */
function examplesOf(
  { seed, data, least, most, size: { dimension: d } }: ScoreFit,
  step: number,
  points: Float64Array,
) {
  const n = points.length / d;
  const address = { seed, first: 0, step, draw: 0 };
  const [u, z] = [new Float64Array(n), new Float64Array(points.length)];
  fillUniforms(u, { ...address, purpose: purposes.noiseLevel, width: 1 });
  fillNormals(z, { ...address, purpose: purposes.trainingNoise, width: d });
  const { mean, coefficients } = edmPrediction(data);
  const x = new Float32Array(points.length);
  const target = new Float32Array(points.length);
  const sigma = Float32Array.from(u, (v) => least * (most / least) ** v);
  points.forEach((point, i) => {
    const s = sigma[Math.floor(i / d)];
    const c = coefficients(s);
    const y = point - mean + s * z[i];
    x[i] = c.in * y;
    target[i] = (point - mean - c.skip * y) / c.out;
  });
  return { x, sigma, target };
}

/**
 * One step of denoising score matching, in place: the mean square of what EDM's preconditioning leaves to the network.
 * P. Vincent (2011), doi:10.1162/NECO_a_00142.
 *
 * @param points batch x d, exact samples of the data
 * @returns the loss, before the step
 * @throws DivergenceError where it is not finite
 */
export async function fitStep(tf: Tf, fit: ScoreFit, state: FitState, points: Float64Array): Promise<number> {
  const { step } = state;
  const network = perceptron(fit.size);
  const { x, sigma, target } = examplesOf(fit, step, points);
  const shape = [sigma.length, fit.size.dimension];
  const mean: Loss = (scope, y, levels, answers) =>
    tf.mean(tf.square(tf.sub(network.apply(scope, y as Tensor2D, levels as Tensor1D), answers)));
  const { loss, gradient } = await gradientOf(tf, mean, {
    parameters: network.parameters,
    weights: state.weights,
    told: [
      { shape, values: x },
      { shape: [sigma.length], values: sigma },
      { shape, values: target },
    ],
  });
  if (!Number.isFinite(loss)) {
    throw new DivergenceError(`the loss at step ${step} is not finite. Take a smaller learning rate.`);
  }
  const rate = fit.rate * Math.min(1, (step + 1) / warmUp, 1 - step / fit.steps);
  adam(state, gradient, rate);
  const forget = 1 / (1 + memory * state.step);
  state.average.forEach((a, i) => {
    state.average[i] = a + forget * (state.weights[i] - a);
  });
  return loss;
}
