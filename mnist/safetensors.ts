// What both directions of the .safetensors format share: https://github.com/huggingface/safetensors#format

/** Precisions that a file may have its numbers in, and bytes a number. */
export const widths = { F16: 2, F32: 4 } as const;
export type Precision = keyof typeof widths;

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the header says of a tensor. */
export interface Entry {
  readonly dtype: Precision;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export const count = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
