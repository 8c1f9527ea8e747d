import type { Conv2DBackpropInputAttrs, KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/**
 * taps x from x to, the taps in opposite order and the channels exchanged; as a loop ten times faster than by
 * the backend's ops.
 */
function halfTurn(filter: Float32Array, taps: number, from: number, to: number): Float32Array {
  const turned = new Float32Array(filter.length);
  for (let tap = 0, k = 0; tap < taps; tap++) {
    const base = (taps - 1 - tap) * from * to;
    for (let i = 0; i < from; i++) for (let o = 0; o < to; o++, k++) turned[base + o * from + i] = filter[k];
  }
  return turned;
}

/** Puts stride - 1 rows and columns of zeros between those of an image. */
function spread(tf: Tf, x: Tensor4D, vertical: number, horizontal: number): Tensor4D {
  if (vertical === 1 && horizontal === 1) return x;
  const [n, height, width, channels] = x.shape;
  const [H, W] = [(height - 1) * vertical + 1, (width - 1) * horizontal + 1];
  const source = x.dataSync<"float32">();
  const target = new Float32Array(n * H * W * channels);
  for (let k = 0; k < n * height * width; k++) {
    const column = (k % width) * horizontal;
    const row = (Math.floor(k / width) % height) * vertical;
    const at = (Math.floor(k / (width * height)) * H + row) * W + column;
    target.set(source.subarray(k * channels, (k + 1) * channels), at * channels);
  }
  return tf.tensor4d(target, [n, H, W, channels]);
}

/**
 * The gradient of a convolution in its input: the convolution of dY, spread by the stride, with the filter
 * turned by half a turn, its channels exchanged. The backend's own kernel is several times slower: 94 ms
 * against 11 ms at 32 x 14 x 14 x 48, 3 x 3. It stays for padding beyond the filter.
 */
export function conv2dBackpropInput(tf: Tf): KernelConfig {
  const own = tf.getKernel(tf.Conv2DBackpropInput, "wasm");
  const kernelFunc: KernelConfig["kernelFunc"] = (params) => {
    const dy = params.inputs.dy as Tensor4D;
    const filter = params.inputs.filter as Tensor4D;
    const attrs = params.attrs as unknown as Conv2DBackpropInputAttrs;
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs;
    const [rows, columns, from, to] = filter.shape;
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { top, left } = info.padInfo;
    const { strideHeight, strideWidth } = info;
    const far = (input: number, output: number, stride: number, near: number): number =>
      input - (output - 1) * stride - 1 + near;
    const vertical = [rows - 1 - top, far(inputShape[1], dy.shape[1], strideHeight, top)] as const;
    const horizontal = [columns - 1 - left, far(inputShape[2], dy.shape[2], strideWidth, left)] as const;
    if (dataFormat !== "NHWC" || Math.min(...vertical, ...horizontal) < 0) return own.kernelFunc(params);
    return tf.tidy(() => {
      const turned = halfTurn(filter.dataSync<"float32">(), rows * columns, from, to);
      const w = tf.tensor4d(turned, [rows, columns, to, from]);
      return tf.conv2d(spread(tf, dy, strideHeight, strideWidth), w, 1, [
        [0, 0],
        [...vertical],
        [...horizontal],
        [0, 0],
      ]);
    });
  };
  return { ...own, kernelFunc };
}
