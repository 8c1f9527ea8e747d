import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { pixels } from "../../mnist/data.ts";
import { judgeFeatures, type Verdict } from "../../mnist/judge.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import type { JudgeInput } from "../tasks/judge-images.ts";

/** A judge and what it computes on. */
export interface Judging {
  readonly backend: BackendChoice;
  /** Whether one worker has all of it. */
  readonly gpu: boolean;
  /** The judge's. */
  readonly weights: Float32Array;
}

/** Images that a worker judges at a time. */
const block = 1000;

/** What the judge says of n images, n x 784: pixels 0 to 1, or 0 to 255 in bytes. */
export async function judgeAll(
  context: Context,
  { backend, gpu, weights }: Judging,
  images: Float32Array | Uint8Array,
): Promise<Verdict<Float32Array>> {
  const n = images.length / pixels;
  const verdict = { features: new Float32Array(judgeFeatures * n), logits: new Float32Array(10 * n) };
  await inParts(n, block, !gpu, async (first, count) => {
    const part = images.slice(first * pixels, (first + count) * pixels);
    const input: JudgeInput = { backend, weights, images: part };
    const said = await context.compute<Verdict<Float32Array>>("judgeImages", input, true);
    verdict.features.set(said.features, judgeFeatures * first);
    verdict.logits.set(said.logits, 10 * first);
  });
  return verdict;
}
