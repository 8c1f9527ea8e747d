// The sampler: steps of the reverse SDE from noise to data, each corrected by a Langevin update.
import { freshNoise, grids, intervals, normalStart, reverse, solvers } from "langevin";
import { scopeOf, tensorSpace, uploadWeights } from "langevin/mnist";
import { schedule } from "./forward-noising.ts";
import { update } from "./langevin-update.ts";
import type { Learner } from "./training-step.ts";

export async function sample({ tf, network, state }: Learner, count: number, steps: number, seed: bigint) {
  const space = tensorSpace({ tf, particles: count, dimension: 784 });
  const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, state.weights));
  const [none, noise] = [tf.tensor1d(new Array<number>(count).fill(10)), freshNoise(space, seed)];
  let x = normalStart(space, seed);
  const score = (t: number, y: typeof x, out: typeof x) => {
    const z = network.apply(scope, tf.reshape(y, [count, 784]), tf.fill([count], t), none);
    return space.combine(out, [-1 / schedule.sigma(t), z]);
  };
  const { step } = solvers.eulerMaruyama.bind(space, reverse(space, schedule, score), noise);
  for (const at of intervals(grids.uniform(1, 1e-3, steps))) {
    const [eps, z] = [0.05 * schedule.sigma(at.t1) ** 2, noise.normal(at, 0, space.scratch())];
    x = tf.tidy(() => update(space, score, at.t1, step({ position: x }, at).position, eps, z));
  }
  return x.data<"float32">();
}
