import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import type { TrainingState } from "./training-state.ts";

const format = "langevin checkpoint 1";
const arrays = ["weights", "average", "m", "v"] as const;

/** A training as a file keeps it. */
export interface Checkpoint {
  readonly state: TrainingState;
  /** Whatever else is needed to go on, as text. */
  readonly notes: Readonly<Record<string, string>>;
}

/** A .safetensors file with the digest of its numbers: weights, their average, Adam's moments; step and steps as metadata. */
export function encodeCheckpoint({ state, notes }: Checkpoint): Uint8Array {
  const tensors = new Map(
    arrays.map((name) => [name, { shape: [state[name].length], values: state[name] }] as const),
  );
  const { step, steps } = state;
  const metadata = { ...notes, format, step: String(step), steps: String(steps) };
  return encodeSafetensors({ tensors, metadata }, "F32");
}

/**
 * Reads a checkpoint.
 *
 * @param file what messages call it
 * @throws UsageError where it is cut short or damaged, or is none
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const refuse = (got: unknown, expected: string): never => {
    throw new UsageError({ what: `checkpoint ${file}`, got, expected });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const { format: found, step: done, steps: all, sha256, ...notes } = metadata;
  if (found !== format) refuse(found, `format "${format}"`);
  if (sha256 === undefined) refuse("no sha256 in its metadata", "the digest of its numbers");
  const [weights, average, m, v] = arrays.map((name) => {
    const { values } = tensors.get(name) ?? refuse(`no tensor ${name}`, `${arrays.join(", ")}`);
    return values.every(Number.isFinite) ? values : refuse(`${name} with NaN or infinity`, "finite numbers");
  });
  if ([average, m, v].some(({ length }) => length !== weights.length))
    refuse("arrays of different lengths", "one number a weight in each");
  const [step, steps] = [Number(done), Number(all)];
  if (!Number.isSafeInteger(step) || step < 0 || !(steps >= step)) refuse(`step ${done} of ${all}`, "a step");
  return { state: { weights, average, m, v, step, steps }, notes };
}
