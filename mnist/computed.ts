import type { Tensor } from "@tensorflow/tfjs-core";
import type { BindingBackend } from "./native/binding.ts";
import { recordingOf } from "./native/recording.ts";
import { replay } from "./native/replay.ts";
import type { Tf } from "./tf.ts";

/** Float32 numbers, row by row. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

type Text = (inputs: Tensor[]) => Tensor[];
type Run = () => readonly [inputs: Tensor[], results: Tensor[]];
type Program = (inputs: readonly Numbers[]) => Float32Array[];

const programs = new WeakMap<object, Map<string, Program | "seen">>();

/** The text as operations of TensorFlow's library, where that is what computes, from the second time on. */
function programOf(tf: Tf, key: object, inputs: readonly Numbers[], run: Run) {
  const backend = tf.backend() as unknown as BindingBackend;
  if (backend.binding === undefined) return undefined;
  const known = programs.get(key) ?? new Map<string, Program | "seen">();
  programs.set(key, known);
  const shapes = JSON.stringify(inputs.map(({ shape }) => shape));
  const found = known.get(shapes);
  if (typeof found === "function") return found;
  const program = found && replay(backend.binding, recordingOf(tf, backend, run));
  known.set(shapes, program ?? "seen");
  return program;
}

/**
 * The results of a text of tensors, of numbers to numbers. Nothing stays allocated but the numbers of its own that a recording
 * keeps, shapes above all, as long as the process: on TensorFlow's own library the operations are written down when the text is met
 * again with inputs of these shapes, and from then on done without it.
 *
 * @param key the same object for the same text: what the text computes may depend on its inputs alone, so it
 *   reads no tensor and draws no random numbers
 */
export async function computed(
  tf: Tf,
  key: object,
  inputs: readonly Numbers[],
  text: Text,
): Promise<readonly Float32Array[]> {
  const run: Run = () => {
    const tensors = inputs.map(({ shape, values }) => tf.tensor(values, [...shape]));
    return [tensors, text(tensors)];
  };
  const program = programOf(tf, key, inputs, run);
  if (program !== undefined) return program(inputs);
  const results = tf.tidy(() => run()[1]);
  const values = await Promise.all(results.map((tensor) => tensor.data<"float32">()));
  tf.dispose(results);
  return values;
}
