import type { LossGradient } from "./gradient-of.ts";
import { meanGradient } from "./mean-gradient.ts";
import type { Shard } from "./score-matching.ts";

/** Loss and gradient of a batch, all of its shards asked for at once, and how many images it has. */
export async function batchGradient(
  weights: Float32Array,
  cut: readonly Shard[],
  gradient: (weights: Float32Array, shard: Shard) => Promise<LossGradient>,
): Promise<LossGradient & { readonly images: number }> {
  const parts = await Promise.all(cut.map((shard) => gradient(weights, shard)));
  const sizes = cut.map(({ indices }) => indices.length);
  return { ...meanGradient(sizes, parts), images: sizes.reduce((sum, size) => sum + size) };
}
