import type { Tensor } from "@tensorflow/tfjs-core";
import type { LossGradient } from "./gradient.ts";
import type { Tf } from "./tf.ts";

/** Downloads a loss and its gradient, joined in the order of the weights, and disposes them. */
export async function readGradient(
  tf: Tf,
  { value, grads }: { readonly value: Tensor; readonly grads: readonly Tensor[] },
): Promise<LossGradient> {
  const [[loss], ...parts] = await Promise.all([value, ...grads].map((tensor) => tensor.data<"float32">()));
  const gradient = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    gradient.set(part, offset);
    offset += part.length;
  }
  tf.dispose([value, ...grads]);
  return { loss, gradient };
}
