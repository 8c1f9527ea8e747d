// One training step: the network is asked for the noise in x_t, and Adam follows the mean of (F(x_t, t) - z)^2.
import { arraySpace, freshNoise } from "langevin";
import { type AdamState, adam, lossGradient, type Network, type Tf } from "langevin/mnist";
import { noised } from "./forward-noising.ts";
import { numbered } from "./langevin-update.ts";

export interface Learner {
  readonly tf: Tf;
  readonly network: Network;
  readonly state: AdamState;
}

export async function trainingStep({ tf, network, state }: Learner, x0: Float32Array, seed: bigint) {
  const n = x0.length / 784;
  const space = arraySpace({ particles: n, dimension: 1 });
  const u = freshNoise(space, seed).uniform(numbered(state.step), 0, space.scratch());
  const t = u.map((ui) => 1e-3 + ui * (1 - 1e-3));
  const { x, z } = noised(x0, t, state.step, seed);
  const [inputs, noise, targets] = [x, t, z].map((values) => Float32Array.from(values));
  const labels = new Float32Array(n).fill(10); // none is told
  const examples = { inputs, noise, labels, targets };
  const { loss, gradient } = await lossGradient(tf, network, state.weights, examples);
  adam(state, gradient, 2e-3);
  return loss;
}
