import type { LossGradient } from "./gradient.ts";

/** Loss and gradient of a batch: the mean of its shards', which have `sizes` images, added in their order. */
export function meanGradient(sizes: readonly number[], parts: readonly LossGradient[]): LossGradient {
  const images = sizes.reduce((sum, size) => sum + size, 0);
  const gradient = new Float32Array(parts[0].gradient.length);
  let loss = 0;
  parts.forEach((part, k) => {
    const share = sizes[k] / images;
    loss += part.loss * share;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i] + part.gradient[i] * share;
  });
  return { loss, gradient };
}
