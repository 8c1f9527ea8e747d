import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { freshNoise } from "../src/noise/fresh.ts";
import { overdamped } from "../src/problems/overdamped.ts";
import type { Field } from "../src/problems/problem.ts";
import { eulerMaruyama } from "../src/solvers/euler-maruyama.ts";
import type { Layer, Scope } from "./layers/layer.ts";
import { tensorSpace } from "./tensor-space.ts";

/** -grad E by automatic differentiation: the score of exp(-E). */
export function energyScore({ apply }: Layer<[Tensor2D], Tensor2D>, scope: Scope): Field<Tensor> {
  const { tf } = scope;
  const slope = tf.grad((x: Tensor) => apply(scope, x as Tensor2D));
  return (_, x, out) => {
    const s = tf.tidy(() => tf.neg(slope(x, tf.ones([x.shape[0], 1]))));
    out.dispose();
    return s;
  };
}

/** Which steps of a chain: its noise has their numbers. */
export interface ChainSteps {
  readonly eps: number;
  readonly from: number;
  readonly count: number;
  readonly seed: bigint;
}

/**
 * Steps x' = x - (eps/2) grad E + sqrt(eps) z of the core's Langevin dynamics, on tensors.
 *
 * @param positions n x 2
 */
export async function energyChain(
  network: Layer<[Tensor2D], Tensor2D>,
  scope: Scope,
  positions: Float32Array,
  { eps, from, count, seed }: ChainSteps,
): Promise<Float32Array> {
  const { tf } = scope;
  const particles = positions.length / 2;
  const space = tensorSpace({ tf, particles, dimension: 2 });
  const force = energyScore(network, scope);
  const noise = freshNoise(space, seed);
  const h = eps / 2;
  const end = tf.tidy(() => {
    const process = eulerMaruyama.bind(space, overdamped(space, force), noise);
    let state = process.start(tf.tensor2d(positions, [particles, 2]), from * h);
    for (let k = from; k < from + count; k++) {
      state = process.step(state, { t0: k * h, t1: (k + 1) * h, before: (k - 1) * h, k, last: false });
    }
    return state.position;
  });
  const values = await end.data<"float32">();
  end.dispose();
  return values.slice();
}
