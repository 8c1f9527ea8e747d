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

/**
 * Runs a text of tensors and writes its operations down. Of its tensors those stay that it made of numbers of its own, such as
 * shapes: no operation computes them again.
 */
export function recordingOf(
  tf: Tf,
  backend: BindingBackend,
  text: () => readonly [inputs: Tensor[], results: Tensor[]],
): Recording {
  const { binding } = backend;
  const calls: Call[] = [];
  const dropped: number[] = [];
  const stay = new Set<number>();
  const executeOp: Binding["executeOp"] = (name, attributes, inputs, count) => {
    const made = binding.executeOp(name, attributes, inputs, count);
    calls.push({ name, attributes, inputs, outputs: made.map(({ id }) => id) });
    return made;
  };
  const deleteTensor: Binding["deleteTensor"] = (id) => void dropped.push(id);
  backend.binding = Object.create(binding, {
    executeOp: { value: executeOp },
    deleteTensor: { value: deleteTensor },
  });
  try {
    let [inputs, results]: number[][] = [[], []];
    tf.tidy(() => {
      [inputs, results] = text().map((tensors) => backend.getInputTensorIds(tensors));
    });
    const known = new Set([...inputs, ...calls.flatMap(({ outputs }) => outputs)]);
    for (const { inputs } of calls) for (const id of inputs) if (!known.has(id)) stay.add(id);
    return { calls, inputs, results };
  } finally {
    backend.binding = binding;
    for (const id of dropped) if (!stay.has(id)) binding.deleteTensor(id);
  }
}
