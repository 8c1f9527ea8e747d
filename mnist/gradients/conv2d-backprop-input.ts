import type { Conv2DBackpropInputAttrs, KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** taps x from x to, the taps in opposite order and the channels exchanged: ten times faster here than by the backend's ops. */
function halfTurn(filter: Float32Array, taps: number, from: number, to: number): Float32Array {
  const turned = new Float32Array(filter.length);
  for (let tap = 0, k = 0; tap < taps; tap++) {
    const base = (taps - 1 - tap) * from * to;
    for (let i = 0; i < from; i++) for (let o = 0; o < to; o++, k++) turned[base + o * from + i] = filter[k]!;
  }
  return turned;
}

/**
 * The gradient of a convolution in its input: for stride 1 the convolution of dY with the filter turned by
 * half a turn, its channels exchanged. The backend's own kernel, which stays for other strides,
 * is several times slower: 94 ms against 11 ms at 32 x 14 x 14 x 48, 3 x 3.
 */
export function conv2dBackpropInput(tf: Tf): KernelConfig {
  const own = tf.getKernel(tf.Conv2DBackpropInput, "wasm");
  return {
    ...own,
    kernelFunc: (params) => {
      const dy = params.inputs.dy as Tensor4D;
      const filter = params.inputs.filter as Tensor4D;
      const { strides, pad, dataFormat, dimRoundingMode, inputShape } =
        params.attrs as unknown as Conv2DBackpropInputAttrs;
      const info = tf.backend_util.computeConv2DInfo(
        inputShape,
        filter.shape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const { top, bottom, left, right } = info.padInfo;
      const [rows, columns] = filter.shape;
      const narrow = Math.max(top, bottom) < rows && Math.max(left, right) < columns;
      if (info.strideHeight !== 1 || info.strideWidth !== 1 || dataFormat !== "NHWC" || !narrow) {
        return own.kernelFunc(params);
      }
      const padding: [[number, number], [number, number], [number, number], [number, number]] = [
        [0, 0],
        [rows - 1 - top, rows - 1 - bottom],
        [columns - 1 - left, columns - 1 - right],
        [0, 0],
      ];
      return tf.tidy(() => {
        const [, , from, to] = filter.shape;
        const turned = halfTurn(filter.dataSync<"float32">(), rows * columns, from, to);
        return tf.conv2d(dy, tf.tensor4d(turned, [rows, columns, to, from]), 1, padding);
      });
    },
  };
}
