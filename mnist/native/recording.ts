import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";
import type { Binding, BindingBackend } from "./binding.ts";

/** An operation of TensorFlow, on tensors by their numbers. */
export interface Call {
  readonly name: string;
  readonly attributes: readonly object[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** What a text of tensors had the library do. */
export interface Recording {
  readonly calls: readonly Call[];
  readonly inputs: readonly number[];
  readonly results: readonly number[];
}

/** The binding, with its operations written down, and what would delete an uploaded tensor. */
function watched(binding: Binding) {
  const calls: Call[] = [];
  const computed = new Set<number>();
  const uploads: number[] = [];
  const executeOp: Binding["executeOp"] = (name, attributes, inputs, count) => {
    const made = binding.executeOp(name, attributes, inputs, count);
    const outputs = made.map(({ id }) => id);
    for (const id of outputs) computed.add(id);
    calls.push({ name, attributes, inputs, outputs });
    return made;
  };
  const deleteTensor: Binding["deleteTensor"] = (id) =>
    computed.has(id) ? binding.deleteTensor(id) : void uploads.push(id);
  const watching: Binding = Object.create(binding, {
    executeOp: { value: executeOp },
    deleteTensor: { value: deleteTensor },
  });
  return { watching, calls, uploads };
}

/** Instead of reading numbers of a tensor. */
function refuseToRead(): never {
  throw new Error("a text that is recorded may not read its tensors: what it read would stay as it is");
}

/**
 * Runs a text of tensors and writes its operations down. Of its tensors those stay that it made of numbers of its own, such as
 * shapes: no operation computes them again.
 *
 * @throws Error where the text reads numbers of a tensor
 */
export function recordingOf(
  tf: Tf,
  backend: BindingBackend,
  text: () => readonly [inputs: Tensor[], results: Tensor[]],
): Recording {
  const { binding, readSync } = backend;
  const { watching, calls, uploads } = watched(binding);
  const stay = new Set<number>();
  Object.assign(backend, { binding: watching, readSync: refuseToRead });
  try {
    let [inputs, results]: number[][] = [[], []];
    tf.tidy(() => {
      [inputs, results] = text().map((tensors) => backend.getInputTensorIds(tensors));
    });
    for (const id of [...calls.flatMap(({ inputs }) => inputs), ...results]) stay.add(id);
    for (const id of inputs) stay.delete(id);
    return { calls, inputs, results };
  } finally {
    Object.assign(backend, { binding, readSync });
    for (const id of uploads) if (!stay.has(id)) binding.deleteTensor(id);
  }
}
