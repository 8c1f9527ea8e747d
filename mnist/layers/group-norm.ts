import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { nativeGroupNorm } from "../native/native-group-norm.ts";
import { nativeOperations } from "../native/native-operations.ts";
import type { Tf } from "../tf.ts";
import { composedGroupNorm } from "./composed-group-norm.ts";

/** What a group norm is told beside its images; arrays of a number a channel are [C], or [N, C] for each sample's own. */
export interface GroupNorm {
  /** Added to the images first. */
  readonly shift?: Tensor;
  readonly gamma: Tensor;
  readonly beta: Tensor;
  /** How many groups of channels have statistics of their own; a divisor of C. */
  readonly groups: number;
  /** Whether SiLU follows. */
  readonly silu: boolean;
}

/**
 * gamma xhat + beta, where xhat is x + shift normalised over space and the channels of a group, and SiLU of that where
 * asked for. Y. Wu and K. He (2018), arXiv:1803.08494; D. Hendrycks and K. Gimpel (2016), arXiv:1606.08415.
 *
 * @param x [N, H, W, C]
 */
export function groupNorm(tf: Tf, x: Tensor4D, { shift, gamma, beta, groups, silu }: GroupNorm): Tensor4D {
  const [n, , , channels] = x.shape;
  const each = tf.zeros([n, channels]);
  const run = nativeOperations(tf);
  if (run !== undefined) {
    const inputs = { x, shift: shift === undefined ? each : tf.add(each, shift), gamma, beta };
    return nativeGroupNorm(tf, run, inputs, { groups, silu });
  }
  const shifted: Tensor4D = shift === undefined ? x : tf.add(x, tf.reshape(shift, [-1, 1, 1, channels]));
  const [scale, offset]: Tensor2D[] = [tf.add(each, gamma), tf.add(each, beta)];
  return composedGroupNorm(tf, shifted, scale, offset, groups, silu);
}
