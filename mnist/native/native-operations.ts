import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** An attribute of an operation of TensorFlow, as its binding takes it. */
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

/** What the binding's backend has beyond that of TensorFlow.js. */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_INT: number; readonly TF_ATTR_BOOL: number };
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], outputs: number): Tensor[];
}

/** Runs an operation of TensorFlow by its name; gradients do not pass through it. */
export type NativeOperations = (
  name: string,
  attributes: Readonly<Record<string, number | boolean>>,
  inputs: readonly Tensor[],
  outputs: number,
) => Tensor[];

function operationsOf(backend: NativeBackend): NativeOperations {
  const { TF_ATTR_INT, TF_ATTR_BOOL } = backend.binding;
  return (name, attributes, inputs, outputs) => {
    const list = Object.entries(attributes).map(([name, value]) => {
      return { name, type: typeof value === "boolean" ? TF_ATTR_BOOL : TF_ATTR_INT, value };
    });
    return backend.executeMultipleOutputs(name, list, [...inputs], outputs);
  };
}

/** Whether the binding was compiled with our operations, and runs where they do: on a CPU. */
function tried(tf: Tf, run: NativeOperations): boolean {
  return tf.tidy(() => {
    const one = tf.ones([1]);
    try {
      run("LangevinAdd", {}, [one, one, one], 1);
      return true;
    } catch {
      return false;
    }
  });
}

const known = new WeakMap<object, NativeOperations | undefined>();

/**
 * The operations that `langevin native` compiles into the binding (sims/node/native/kernels); undefined where
 * the backend has none. The only way to code that another backend does not have: whoever asks for it says in
 * operations of TensorFlow.js what is computed otherwise.
 */
export function nativeOperations(tf: Tf): NativeOperations | undefined {
  const backend = tf.backend() as unknown as NativeBackend;
  if (typeof backend.executeMultipleOutputs !== "function") return undefined;
  if (!known.has(backend)) {
    const run = operationsOf(backend);
    known.set(backend, tried(tf, run) ? run : undefined);
  }
  return known.get(backend);
}
