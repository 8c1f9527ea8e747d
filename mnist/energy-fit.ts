import type { Tensor2D } from "@tensorflow/tfjs-core";
import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { DivergenceError } from "../src/refusal.ts";
import { type AdamState, adam, adamState } from "./adam.ts";
import { energyChain } from "./energy-chain.ts";
import { energyNetwork } from "./energy-network.ts";
import { gradientOf, type Loss } from "./gradient-of.ts";
import type { Tf } from "./tf.ts";
import { initialWeights, scopeOf, uploadWeights } from "./weights.ts";

/** What decides a fit of an energy, digit for digit. */
export interface EnergyFit {
  readonly width: number;
  /**
   * Where an update's chains begin: "persistent" where the last update left them, but for one in twenty that begins
   * anew, "short" anew each time.
   */
  readonly chains: "persistent" | "short";
  /** Langevin steps an update. */
  readonly steps: number;
  readonly eps: number;
  /** Updates of the weights. */
  readonly updates: number;
  readonly rate: number;
  readonly seed: bigint;
}

/** Where a fit is. */
export interface EnergyState extends AdamState {
  /** The average of the weights over the last tenth of the updates. */
  readonly average: Float32Array;
  /** Positions of the chains, batch x 2. */
  chains: Float32Array;
}

/** Standard deviation of the normal law that chains begin with. */
export const startDeviation = 1.2;
/** Share of the persistent chains that begin anew in an update, and the weight of the squared energies. */
const [restart, penalty] = [0.05, 0.05];
/** Length of a gradient beyond which it is cut. */
const longest = 1;
const memory = 0.1;

/** n x 2 beginnings of chains, of a number of their own for each update. */
function beginnings(seed: bigint, update: number, n: number): Float32Array {
  const z = new Float64Array(2 * n);
  const address = { seed, purpose: purposes.startNormal, first: 0, width: 2, step: update, draw: 0 };
  fillNormals(z, address, startDeviation);
  return Float32Array.from(z);
}

/** Before the first update of `batch` chains. */
export function startOfEnergy({ width, seed }: EnergyFit, batch: number): EnergyState {
  const weights = initialWeights(energyNetwork(width).parameters, seed);
  return { ...adamState(weights), average: weights.slice(), chains: beginnings(seed, 0, batch) };
}

/** Where the chains of this update begin. */
function beginningsOf({ chains, seed }: EnergyFit, state: EnergyState): Float32Array {
  const n = state.chains.length / 2;
  const anew = beginnings(seed, state.step, n);
  if (chains === "short") return anew;
  const u = new Float64Array(n);
  fillUniforms(u, { seed, purpose: purposes.startUniform, first: 0, width: 1, step: state.step, draw: 0 });
  return state.chains.map((x, i) => (u[i >> 1] < restart ? anew[i] : x));
}

/** mean E(x+) - mean E(x-) + 0.05 (mean E(x+)^2 + mean E(x-)^2). */
const differenceOf =
  ({ apply }: ReturnType<typeof energyNetwork>): Loss =>
  (scope, data, model) => {
    const { tf } = scope;
    const [low, high] = [apply(scope, data as Tensor2D), apply(scope, model as Tensor2D)];
    const squares = tf.add(tf.mean(tf.square(low)), tf.mean(tf.square(high)));
    return tf.add(tf.sub(tf.mean(low), tf.mean(high)), tf.mul(squares, penalty));
  };

/**
 * One update, in place: the energy falls at the data x+ and rises at the ends x- of the chains. The gradient is that of
 * mean E(x+) - mean E(x-) + 0.05 (mean E(x+)^2 + mean E(x-)^2). Y. Du and I. Mordatch (2019), arXiv:1903.08689.
 *
 * @param points batch x 2, exact samples of the data
 * @returns mean E(x+) - mean E(x-) with the penalty, before the update
 * @throws DivergenceError where it is not finite
 */
export async function energyStep(
  tf: Tf,
  fit: EnergyFit,
  state: EnergyState,
  points: Float64Array,
): Promise<number> {
  const { step } = state;
  const network = energyNetwork(fit.width);
  const tensors = uploadWeights(tf, network.parameters, state.weights);
  const scope = scopeOf(tf, network.parameters, tensors);
  const { eps, steps: count, seed } = fit;
  state.chains = await energyChain(network, scope, beginningsOf(fit, state), {
    eps,
    from: step * count,
    count,
    seed,
  });
  tf.dispose(tensors);
  const shape = [points.length / 2, 2];
  const { loss, gradient } = await gradientOf(tf, differenceOf(network), {
    parameters: network.parameters,
    weights: state.weights,
    told: [
      { shape, values: Float32Array.from(points) },
      { shape, values: state.chains },
    ],
  });
  const length = Math.hypot(...gradient);
  if (!Number.isFinite(loss + length)) {
    throw new DivergenceError(`the energies of update ${step} are not finite. Take a smaller step (eps).`);
  }
  const factor = Math.min(1, longest / length);
  const rate = fit.rate * Math.min(1, 2 * (1 - step / fit.updates));
  adam(
    state,
    gradient.map((g) => factor * g),
    rate,
    [0, 0.99],
  );
  const forget = Math.max(1 / state.step, 1 / (memory * fit.updates));
  state.average.forEach((a, i) => {
    state.average[i] = a + Math.min(1, forget) * (state.weights[i] - a);
  });
  return loss;
}
