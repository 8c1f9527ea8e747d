import type { LossGradient } from "./gradient-of.ts";

/**
 * Loss and gradient of a batch: the mean of its shards', which have `sizes` images, by taking one after the other into the
 * first one's arrays.
 */
export function meanGradient(
  sizes: readonly number[],
  [first, ...others]: readonly LossGradient[],
): LossGradient {
  const { gradient } = first;
  let [{ loss }, images] = [first, sizes[0]];
  others.forEach((other, k) => {
    images += sizes[k + 1];
    const share = sizes[k + 1] / images;
    loss += (other.loss - loss) * share;
    const more = other.gradient;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i] + (more[i] - gradient[i]) * share;
  });
  return { loss, gradient };
}
