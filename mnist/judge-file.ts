import { decodeFixed, encodeFixed, type FixedNetwork } from "./fixed-weights.ts";
import { judge } from "./judge.ts";

const kind: FixedNetwork = {
  what: "judge",
  format: "langevin judge 1",
  command: "npx langevin mnist judge",
  parameters: judge.parameters,
};

/** A judge's weights as a .safetensors file in float16. */
export const encodeJudge = (weights: Float32Array): Uint8Array => encodeFixed(kind, weights);

/**
 * Reads them back.
 *
 * @param file what messages call it
 * @throws UsageError where it is damaged, or the file of something else
 */
export const decodeJudge = (bytes: Uint8Array, file: string): Float32Array => decodeFixed(kind, bytes, file);
