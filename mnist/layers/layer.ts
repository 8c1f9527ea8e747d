import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** A trained array: its name in a weights file, its shape, and the standard deviation that it starts with. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** N(0, scale^2) at the start; 0 for zeros. */
  readonly scale: number;
}

/** Where a layer finds its weights, and what it computes with. */
export interface Scope {
  readonly tf: Tf;
  weight<T extends Tensor>(name: string): T;
}

/** A part of a network: the parameters that it adds, and what it computes. */
export interface Layer<Inputs extends readonly unknown[], Output> {
  readonly parameters: readonly Parameter[];
  readonly apply: (scope: Scope, ...inputs: Inputs) => Output;
}
