import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Layer } from "../layers/layer.ts";

/**
 * F(x, condition, label): images x [N, 784]; what the recipe tells of the noise level, one number a sample [N]
 * (such as ln(sigma) / 4, or the time in [0, 1]); the label 0 to 9, or 10 for none [N]; an answer [N, 784].
 */
export type Network = Layer<[x: Tensor2D, condition: Tensor1D, label: Tensor1D], Tensor2D>;

/** What decides the shapes of a network's weights: a flat record. */
export type Size = Readonly<Record<string, number | boolean | readonly number[]>>;

/** An architecture. */
export interface NetworkKind {
  readonly name: string;
  readonly about: string;
  readonly reference: string;
  /** The size where none is asked for; its fields are all that there are. */
  readonly size: Size;
  /**
   * @param size every field of `size`
   * @throws UsageError where a number is out of its range
   */
  readonly build: (size: Size) => Network;
}

/** A network without its weights, as plain data: for workers and files. */
export interface NetworkSpec {
  /** Of a kind in the registry. */
  readonly name: string;
  /** Fields that are left out have the kind's own. */
  readonly size: Size;
}
