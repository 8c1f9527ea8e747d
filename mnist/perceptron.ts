import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { integer } from "../src/check.ts";
import { dense } from "./layers/dense.ts";
import type { Layer } from "./layers/layer.ts";
import { silu } from "./layers/silu.ts";
import { sinusoids } from "./layers/sinusoids.ts";

/** What decides the shapes of its weights. */
export interface PerceptronSize {
  /** d of the points, 1 or more. */
  readonly dimension: number;
  /** Of each hidden layer. */
  readonly width: number;
  /** Hidden layers, 1 or more. */
  readonly layers: number;
}

/** Angular frequencies at which ln sigma is seen. */
const levels = Float32Array.of(0.25, 0.5, 1, 2);
/** Angular frequencies at which each coordinate is seen beside itself. M. Tancik et al. (2020), arXiv:2006.10739. */
const waves = Float32Array.of(1, 2, 4, 8);

/** A perceptron for points in a few dimensions: [N, d] of unit variance and [N] the noise level sigma of each, to [N, d]. */
export function perceptron({
  dimension: d,
  width,
  layers,
}: PerceptronSize): Layer<[x: Tensor2D, sigma: Tensor1D], Tensor2D> {
  integer("dimension of points", d, { min: 1 });
  integer("width of a hidden layer", width, { min: 1 });
  integer("hidden layers", layers, { min: 1 });
  const seen = d * (1 + 2 * waves.length) + 2 * levels.length;
  const hidden = Array.from({ length: layers }, (_, k) =>
    dense(`hidden${k + 1}`, k === 0 ? seen : width, width, { gain: Math.SQRT2 }),
  );
  const output = dense("output", width, d, { gain: 0 });
  return {
    parameters: [...hidden, output].flatMap((layer) => layer.parameters),
    apply(scope, x, sigma) {
      const { tf } = scope;
      const seenX = tf.reshape(sinusoids(tf, tf.reshape(x, [-1]), waves), [-1, 2 * waves.length * d]);
      let h = tf.concat([x, seenX, sinusoids(tf, tf.log(sigma), levels)], 1) as Tensor2D;
      for (const layer of hidden) h = silu(tf, layer.apply(scope, h));
      return output.apply(scope, h);
    },
  };
}
