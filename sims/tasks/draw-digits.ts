import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type DigitsRequest, type Drawn, drawDigits } from "../../mnist/sample.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";

export interface DrawInput extends Omit<DigitsRequest, "label" | "count" | "batch"> {
  readonly backend: BackendChoice;
  /** A weights file, and what messages call it. */
  readonly weights: Uint8Array;
  readonly file: string;
  /** The label of each image from `first` on, 0 to 9, or 10 for any: as many as are drawn, all at once. */
  readonly labels: readonly number[];
  readonly first: number;
}

/** One batch of digits, first to first + n. */
export async function drawDigitsTask(
  { backend, weights, file, labels, ...request }: DrawInput,
  report: (fraction: number) => void,
): Promise<Drawn> {
  const tf = await loadBackend(backend);
  const count = labels.length;
  const whole = { ...request, count, batch: count, label: (n: number) => labels[n - request.first] };
  for await (const drawn of drawDigits(tf, decodeNetwork(weights, file), whole, report)) return drawn;
  throw new Error("no digit was asked for");
}
