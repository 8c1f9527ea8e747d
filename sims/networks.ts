import type { TrainedNetwork } from "../mnist/weights-file.ts";
import type { Judging } from "./evaluation/judging.ts";
import type { Context } from "./simulation.ts";

/** Digits to be drawn; what is left out is as in `langevin mnist sample`. */
export interface DigitsAsked {
  /** A weights file; the package's digits.safetensors unless told. */
  readonly weights?: string | undefined;
  readonly count: number;
  /** Such as "1,8" in turn, "all" or "any". */
  readonly label?: string | undefined;
  readonly guide?: "labels" | "classifier" | undefined;
  /** w */
  readonly guidance?: number | undefined;
  readonly solver?: string | undefined;
  readonly steps?: number | undefined;
  readonly backend?: string | undefined;
  readonly seed: bigint;
  /** What is kept of the way from noise to digit, of the first `digits` at least; nothing unless told. */
  readonly way?: { readonly instants: number; readonly digits: number };
}

/** Digits by a trained network, and how they were drawn. */
export interface DigitsDrawn {
  readonly trained: TrainedNetwork;
  /** n x 784 pixels, 0 to 1 */
  readonly images: Float32Array;
  /** n, 0 to 9, or 10 for any */
  readonly labels: readonly number[];
  /** instants x rows x 784 pixels of the first `rows` digits, each state over sqrt(alpha^2 + sigma^2), from noise to digit */
  readonly frames: Float32Array;
  readonly rows: number;
  /** "heun in 9 steps, guidance 0.5" */
  readonly by: string;
  /** "38 passes of the network each" */
  readonly cost: string;
  /** How often the network was asked about each image. */
  readonly passes: number;
  /** What it took, the loading of the network included. */
  readonly seconds: number;
  /** "wasm (WebAssembly, a thread a worker, the fastest here)" */
  readonly backend: string;
  readonly references: readonly string[];
}

/** What a simulation has of networks of digits; each function is given the context of its caller. */
export interface Networks {
  /** Path of a file or folder among the weights of the package; undefined where it is not there. */
  shipped(name: string): string | undefined;
  /**
   * Trains as `langevin mnist train` does, in the folder `name` within that of the run.
   *
   * @param words as typed after that command
   * @returns the path of the folder
   */
  train(context: Context, name: string, words: readonly string[]): Promise<string>;
  /** Draws digits as `langevin mnist sample` does. */
  draw(context: Context, asked: DigitsAsked): Promise<DigitsDrawn>;
  /** The judge of the package on a backend, the fastest unless told. */
  judging(context: Context, backend: string | undefined): Promise<Judging>;
}
