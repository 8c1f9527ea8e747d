import type { Conv2DBackpropFilterAttrs, KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import { UsageError } from "../../src/refusal.ts";
import type { Tf } from "../tf.ts";

/**
 * dW[a, b, i, o] = sum over n, y, x of X[n, s y + a - top, s x + b - left, i] dY[n, y, x, o], written as a convolution:
 * input channels take the place of the batch, the batch that of the input channels, dY that of the
 * filter, and the stride s becomes a dilation.
 */
export const conv2dBackpropFilter = (tf: Tf): KernelConfig => ({
  kernelName: tf.Conv2DBackpropFilter,
  backendName: "wasm",
  kernelFunc: ({ inputs, attrs }) => {
    const x = inputs.x as Tensor4D;
    const dy = inputs.dy as Tensor4D;
    const { filterShape, strides, pad, dimRoundingMode, dataFormat } =
      attrs as unknown as Conv2DBackpropFilterAttrs;
    if (dataFormat !== "NHWC") {
      throw new UsageError({ what: "layout of a convolution's input", got: dataFormat, expected: "NHWC" });
    }
    const [rows, columns] = filterShape;
    if (rows === 1 && columns === 1 && dy.shape[1] === x.shape[1] && dy.shape[2] === x.shape[2]) {
      // a product of matrices: X^T dY
      return tf.tidy(() => {
        const xt = tf.transpose(tf.reshape(x, [-1, x.shape[3]]));
        return tf.reshape(tf.matMul(xt, tf.reshape(dy, [-1, dy.shape[3]])), filterShape);
      });
    }
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
    const { top, left } = info.padInfo;
    // What the stride leaves over at the far edges is never read: padding may be negative there.
    const span = (size: number, stride: number, kernel: number): number => (size - 1) * stride + kernel;
    const bottom = span(dy.shape[1], info.strideHeight, rows) - x.shape[1] - top;
    const right = span(dy.shape[2], info.strideWidth, columns) - x.shape[2] - left;
    return tf.tidy(() => {
      const used = tf.slice(x, 0, [
        x.shape[0],
        x.shape[1] + Math.min(0, bottom),
        x.shape[2] + Math.min(0, right),
        x.shape[3],
      ]);
      const padding: [[number, number], [number, number], [number, number], [number, number]] = [
        [0, 0],
        [top, Math.max(0, bottom)],
        [left, Math.max(0, right)],
        [0, 0],
      ];
      const dilations: [number, number] = [info.strideHeight, info.strideWidth];
      const dw = tf.conv2d(
        tf.transpose(used, [3, 1, 2, 0]),
        tf.transpose(dy, [1, 2, 0, 3]),
        1,
        padding,
        "NHWC",
        dilations,
      );
      return tf.transpose(dw, [1, 2, 0, 3]);
    });
  },
});
