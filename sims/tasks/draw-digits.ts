import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { type DigitsRequest, drawDigits } from "../../mnist/sample.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";

export interface DrawInput extends Omit<DigitsRequest, "label"> {
  /** A weights file, and what messages call it. */
  readonly weights: Uint8Array;
  readonly file: string;
  /** The label of each image from `first` on, 0 to 9, or 10 for any. */
  readonly labels: readonly number[];
  readonly first: number;
}

/** Images first to first + count, pixels 0 to 1, row-major count x 784. */
export async function drawDigitsTask({
  weights,
  file,
  labels,
  ...request
}: DrawInput): Promise<Float32Array> {
  const tf = await wasmBackend();
  const trained = decodeNetwork(weights, file);
  const images = new Float32Array(request.count * 784);
  let at = 0;
  for await (const batch of drawDigits(tf, trained, {
    ...request,
    label: (n) => labels[n - request.first]!,
  })) {
    images.set(batch, at);
    at += batch.length;
  }
  return images;
}
