import type { Tensor2D } from "@tensorflow/tfjs-core";
import { integer } from "../src/check.ts";
import { dense } from "./layers/dense.ts";
import type { Layer } from "./layers/layer.ts";
import { silu } from "./layers/silu.ts";

/** Wave vectors (a, b), |a| and |b| up to 3, one of each pair of opposite ones: how the plane is seen. */
const waves = [0, 1, 2, 3].flatMap((a) =>
  [-3, -2, -1, 0, 1, 2, 3].filter((b) => a > 0 || b > 0).map((b) => [a, b] as const),
);
/** The frequency of the first of them, for points of unit variance. */
const base = 4 / 3;

/**
 * An energy of the plane: [N, 2] to [N, 1]. A perceptron with two hidden layers that sees sines and cosines of each
 * coordinate, on top of |x|^2 / 2, which keeps its law together. M. Tancik et al. (2020), arXiv:2006.10739.
 *
 * @param width of the hidden layers
 */
export function energyNetwork(width: number): Layer<[x: Tensor2D], Tensor2D> {
  integer("width of a hidden layer", width, { min: 1 });
  const seen = 2 * waves.length;
  const first = dense("hidden1", seen, width);
  const second = dense("hidden2", width, width);
  const output = dense("output", width, 1, { gain: 0.1 });
  const vectors = Float32Array.from(
    [0, 1].flatMap((j) => [...waves, ...waves].map((wave) => base * wave[j])),
  );
  const phases = Float32Array.from({ length: seen }, (_, k) => (k < waves.length ? 0 : Math.PI / 2));
  return {
    parameters: [first, second, output].flatMap((layer) => layer.parameters),
    apply(scope, x) {
      const { tf } = scope;
      const angle = tf.add(tf.matMul(x, tf.tensor2d(vectors, [2, seen])), tf.tensor1d(phases));
      const h = silu(tf, first.apply(scope, tf.sin(angle) as Tensor2D));
      const learned = output.apply(scope, silu(tf, second.apply(scope, h)));
      return tf.add(learned, tf.matMul(tf.square(x), tf.fill([2, 1], 0.5)));
    },
  };
}
