import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { askJudge, type Verdict } from "../../mnist/judge.ts";

export interface JudgeInput {
  readonly backend: BackendChoice;
  /** The judge's. */
  readonly weights: Float32Array;
  /** n x 784 pixels, 0 to 1, or 0 to 255 in bytes */
  readonly images: Float32Array | Uint8Array;
}

/** What the judge says of images: features n x 128, logits n x 10. */
export async function judgeImagesTask({
  backend,
  weights,
  images,
}: JudgeInput): Promise<Verdict<Float32Array>> {
  const pixels = images instanceof Uint8Array ? Float32Array.from(images, (p) => p / 255) : images;
  return askJudge(await loadBackend(backend), weights, pixels);
}
