import { UsageError } from "./refusal.ts";

/** Zeros for frames x particles x dimension; more than memory has room for is a `UsageError`. */
export function allocateFrames(
  frames: number,
  particles: number,
  dimension: number,
): Float64Array<ArrayBuffer> {
  try {
    return new Float64Array(frames * particles * dimension);
  } catch {
    throw new UsageError({
      what: "size of the record",
      got: `${frames} frames x ${particles} particles x ${dimension}`,
      expected: "what fits into memory, at 8 bytes a number",
      advice: "Keep fewer times, or fewer particles.",
    });
  }
}
