import type { Tensor, Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import { unbroadcast } from "../gradients/unbroadcast.ts";
import { nativeOperations } from "../native/native-operations.ts";
import type { Tf } from "../tf.ts";

/** x + bias + residual: images [N, H, W, C], a bias [C], and, where there is one, what passed by. */
export function addBias(tf: Tf, x: Tensor4D, bias: Tensor1D, residual?: Tensor4D): Tensor4D {
  const run = nativeOperations(tf);
  if (residual === undefined) return tf.add(x, bias);
  if (run === undefined) return tf.add(tf.add(x, bias), residual);
  const op = tf.customGrad((...given) => {
    const [x, bias, residual] = given as Tensor[];
    return {
      value: run("LangevinAdd", {}, [x, bias, residual], 1)[0],
      // Tensors of their own: whoever adds gradients up disposes what it has added.
      gradFunc: (dy: Tensor) => [tf.clone(dy), unbroadcast(tf, dy, bias.shape), tf.clone(dy)],
    };
  });
  return op(x, bias, residual) as Tensor4D;
}
