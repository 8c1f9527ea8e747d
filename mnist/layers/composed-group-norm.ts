import type { GradSaveFunc, Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

const epsilon = 1e-5;

/** [C, C]: averages the channels of each group, and hands the average to each of them. */
const groupMean = (tf: Tf, channels: number, groups: number): Tensor2D => {
  const size = channels / groups;
  const values = new Float32Array(channels * channels);
  for (let i = 0; i < channels; i++) {
    for (let j = 0; j < channels; j++) {
      if (Math.floor(i / size) === Math.floor(j / size)) values[i * channels + j] = 1 / size;
    }
  }
  return tf.tensor2d(values, [channels, channels]);
};

/** dy dSiLU/du = dy (s + u s (1 - s)), where s is the logistic function of u. */
function throughSilu(tf: Tf, u: Tensor, dy: Tensor): Tensor4D {
  const s = tf.sigmoid(u);
  return tf.mul(dy, tf.add(s, tf.mul(tf.mul(u, s), tf.sub(1, s))));
}

/**
 * The group norm of `groupNorm` in operations of TensorFlow.js. Its gradient is written by hand: everything but two
 * passes over the image works on one number a sample and channel, and nothing of the image's size is kept but x.
 *
 * @param x [N, H, W, C]
 * @param gamma and `beta`: [N, C]
 */
export function composedGroupNorm(
  tf: Tf,
  x: Tensor4D,
  gamma: Tensor2D,
  beta: Tensor2D,
  groups: number,
  silu: boolean,
): Tensor4D {
  const [n, height, width, channels] = x.shape;
  const pixels = height * width;
  const flat = (t: Tensor): Tensor2D => tf.reshape(t, [n, channels]);
  const image = (t: Tensor): Tensor4D => tf.reshape(t, [n, 1, 1, channels]);
  const spatialMean = (t: Tensor4D): Tensor2D => flat(tf.avgPool(t, [height, width], 1, "valid"));
  const op = tf.customGrad((...inputs) => {
    const [x, gamma, beta, save] = inputs as unknown as [Tensor4D, Tensor2D, Tensor2D, GradSaveFunc];
    const P = groupMean(tf, channels, groups);
    const mu = tf.matMul(spatialMean(x), P);
    const second = tf.matMul(spatialMean(tf.square(x)), P);
    const r = tf.rsqrt(tf.add(tf.relu(tf.sub(second, tf.square(mu))), epsilon));
    const a = tf.mul(r, gamma);
    const b = tf.sub(beta, tf.mul(mu, a));
    const u = tf.add(tf.mul(x, image(a)), image(b));
    save([x, gamma, P, mu, r, a, b]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [x, gamma, P, mu, r, a, b] = saved as [Tensor4D, ...Tensor2D[]] & Tensor2D[];
      const du = silu ? throughSilu(tf, tf.add(tf.mul(x, image(a)), image(b)), dy) : (dy as Tensor4D);
      const d1 = spatialMean(du);
      const dxhat = tf.mul(tf.sub(spatialMean(tf.mul(du, x)), tf.mul(mu, d1)), r);
      // dx = a du - r (mean(gamma du) + xhat mean(gamma du xhat)) = a du + c1 x + c0
      const c1 = tf.neg(tf.mul(tf.square(r), tf.matMul(tf.mul(dxhat, gamma), P)));
      const c0 = tf.neg(tf.add(tf.mul(r, tf.matMul(tf.mul(d1, gamma), P)), tf.mul(c1, mu)));
      const dx = tf.add(tf.mul(du, image(a)), tf.add(tf.mul(x, image(c1)), image(c0)));
      return [dx, tf.mul(dxhat, pixels), tf.mul(d1, pixels)];
    };
    return { value: silu ? tf.mul(u, tf.sigmoid(u)) : u, gradFunc };
  });
  return op(x, gamma, beta) as Tensor4D;
}
