import type { Tf } from "../tf.ts";
import { activations } from "./activations.ts";
import { arithmetic } from "./arithmetic.ts";
import { concat } from "./concat.ts";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./conv2d-backprop-input.ts";
import { mean } from "./mean.ts";
import { products } from "./products.ts";
import { shapes } from "./shapes.ts";
import { softmax } from "./softmax.ts";

/** Kernels that training needs and the wasm backend lacks, or has in a slow form only. */
const wasmKernels = [conv2dBackpropFilter, conv2dBackpropInput];
/** The core of TensorFlow.js comes without the gradient of any op. */
const gradients = [arithmetic, activations, shapes, products, mean, concat, softmax];

/** Registers what differentiating the networks of this folder takes on the backend that is in use. */
export function supplyGradients(tf: Tf): void {
  for (const make of tf.getBackend() === "wasm" ? wasmKernels : []) {
    const config = make(tf);
    if (tf.getKernel(config.kernelName, config.backendName) !== undefined) {
      tf.unregisterKernel(config.kernelName, config.backendName);
    }
    tf.registerKernel(config);
  }
  for (const make of gradients) for (const config of make(tf)) tf.registerGradient(config);
}
