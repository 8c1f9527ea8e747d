import type { TensorInfo } from "@tensorflow/tfjs-core";

/** What TensorFlow.js asks of the compiled binding. A tensor is a number there, and no number is used twice. */
export interface Binding {
  readonly TF_FLOAT: number;
  createTensor(shape: readonly number[], type: number, values: Float32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array;
  executeOp(
    name: string,
    attributes: readonly object[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number }[];
}

/** The backend of TensorFlow's own library. */
export interface BindingBackend {
  readonly binding: Binding;
  readSync(dataId: object): unknown;
  /** Their numbers; uploads what has none yet. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
}
