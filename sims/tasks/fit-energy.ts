import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type ChainSteps, energyChain } from "../../mnist/energy-chain.ts";
import {
  type EnergyFit,
  type EnergyState,
  energyStep,
  startDeviation,
  startOfEnergy,
} from "../../mnist/energy-fit.ts";
import { energyNetwork } from "../../mnist/energy-network.ts";
import type { Tf } from "../../mnist/tf.ts";
import { scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { arraySpace, normalStart } from "../../src/index.ts";
import { type ExactLaw, exactPoints } from "./exact.ts";

export interface EnergyInput {
  readonly backend: BackendChoice;
  readonly fit: EnergyFit;
  /** What the energy is of; two dimensions. */
  readonly law: ExactLaw;
  /** Points and chains an update. */
  readonly batch: number;
  /** Positions of the chains that are kept: so many, evenly over the updates. */
  readonly snapshots: number;
  /** Where the energy is asked for in the end, n x 2. */
  readonly at: Float64Array;
  /** Chains from the normal law in the end: how many, and after how many steps each is looked at. */
  readonly judged: number;
  readonly lengths: readonly number[];
}

export interface FittedEnergy {
  /** One an update. */
  readonly loss: Float64Array;
  /** snapshots x batch x 2 */
  readonly chains: Float64Array;
  /** n: the energy at the points asked for, by the averaged weights. */
  readonly energy: Float64Array;
  /** lengths x judged x 2 */
  readonly ends: Float64Array;
}

/** Chains in the fitted energy, looked at after each of the lengths. */
async function judgedEnds(
  tf: Tf,
  { fit, judged, lengths }: EnergyInput,
  weights: Float32Array,
): Promise<Float64Array> {
  const network = energyNetwork(fit.width);
  const tensors = uploadWeights(tf, network.parameters, weights);
  const scope = scopeOf(tf, network.parameters, tensors);
  const start = normalStart(
    arraySpace({ particles: judged, dimension: 2 }),
    fit.seed,
    startDeviation,
    "exact",
  );
  const out = new Float64Array(lengths.length * start.length);
  let x: Float32Array = Float32Array.from(start);
  let from = 0;
  for (const [k, length] of lengths.entries()) {
    const steps: ChainSteps = { eps: fit.eps, seed: fit.seed, from, count: length - from };
    x = await energyChain(network, scope, x, steps);
    out.set(x, k * start.length);
    from = length;
  }
  tf.dispose(tensors);
  return out;
}

async function energyAt(tf: Tf, { fit, at }: EnergyInput, weights: Float32Array): Promise<Float64Array> {
  const network = energyNetwork(fit.width);
  const values = tf.tidy(() => {
    const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, weights));
    return network.apply(scope, tf.tensor2d(Float32Array.from(at), [at.length / 2, 2]));
  });
  const energy = Float64Array.from(await values.data());
  values.dispose();
  return energy;
}

/** Fits an energy to a law by its own Langevin chains. */
export async function fitEnergy(
  input: EnergyInput,
  report: (fraction: number) => void,
): Promise<FittedEnergy> {
  const { backend, fit, law, batch, snapshots } = input;
  const tf = await loadBackend(backend);
  const state: EnergyState = startOfEnergy(fit, batch);
  const loss = new Float64Array(fit.updates);
  const chains = new Float64Array(snapshots * batch * 2);
  let kept = 0;
  for (let k = 0; k < fit.updates; k++) {
    loss[k] = await energyStep(tf, fit, state, await exactPoints(law, k * batch, batch));
    while (kept < snapshots && (kept + 1) * fit.updates <= (k + 1) * snapshots) {
      chains.set(state.chains, kept++ * batch * 2);
    }
    report(k / fit.updates);
  }
  const weights = state.average;
  return {
    loss,
    chains,
    energy: await energyAt(tf, input, weights),
    ends: await judgedEnds(tf, input, weights),
  };
}
