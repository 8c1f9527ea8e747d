import type { KernelConfig, MaxPoolGradAttrs, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/**
 * The gradient of a maximum over windows goes to the first largest input of each window. Written as a loop: the
 * backend's own kernel is wrong (tfjs 4.22: off by 0.9 for windows of 2 x 2 in numbers below 1).
 */
export const maxPoolGradient = (tf: Tf): KernelConfig => ({
  kernelName: tf.MaxPoolGrad,
  backendName: "wasm",
  kernelFunc: ({ inputs, attrs }) => {
    const dy = inputs.dy as Tensor4D;
    const x = inputs.input as Tensor4D;
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
    const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
    const [source, above] = [x.dataSync<"float32">(), dy.dataSync<"float32">()];
    const dx = new Float32Array(x.size);
    const { inHeight: H, inWidth: W, inChannels: C, outHeight, outWidth, filterHeight, filterWidth } = info;
    const offsets = new Int32Array(filterHeight * filterWidth);
    for (let n = 0, k = 0; n < info.batchSize; n++) {
      for (let y = 0; y < outHeight; y++) {
        for (let z = 0; z < outWidth; z++) {
          let taps = 0;
          for (let a = 0; a < filterHeight; a++) {
            for (let b = 0; b < filterWidth; b++) {
              const row = y * info.strideHeight - info.padInfo.top + a;
              const column = z * info.strideWidth - info.padInfo.left + b;
              if (row >= 0 && row < H && column >= 0 && column < W)
                offsets[taps++] = ((n * H + row) * W + column) * C;
            }
          }
          for (let c = 0; c < C; c++, k++) {
            let best = offsets[0]! + c;
            for (let t = 1; t < taps; t++)
              if (source[offsets[t]! + c]! > source[best]!) best = offsets[t]! + c;
            dx[best] = dx[best]! + above[k]!;
          }
        }
      }
    }
    return tf.tensor4d(dx, x.shape);
  },
});
