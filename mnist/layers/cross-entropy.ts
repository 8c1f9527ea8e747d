import type { GradSaveFunc, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";
import { oneHot } from "./one-hot.ts";

/** The mean of -log softmax(z)[label] over rows, with its gradient (softmax - onehot) / n. */
export function crossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor1D): Tensor {
  const truth = oneHot(tf, labels, logits.shape[1]);
  const op = tf.customGrad((...inputs) => {
    const [z, save] = inputs as unknown as [Tensor2D, GradSaveFunc];
    const n = z.shape[0];
    const log = tf.sub(z, tf.logSumExp(z, 1, true));
    save([log, truth]);
    return {
      value: tf.neg(tf.div(tf.sum(tf.mul(truth, log)), n)),
      gradFunc: (dy: Tensor, [log, truth]: Tensor[]) => tf.mul(dy, tf.div(tf.sub(tf.exp(log), truth), n)),
    };
  });
  return op(logits);
}
