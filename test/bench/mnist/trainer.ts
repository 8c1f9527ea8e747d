import type { Examples } from "../../../mnist/index.ts";
import type { Network, NetworkSpec } from "../../../mnist/networks/network.ts";

/** The same for all: a network with its first weights, a batch, and how fast it learns. */
export interface Job {
  readonly spec: NetworkSpec;
  readonly network: Network;
  readonly weights: Float32Array;
  readonly examples: Examples;
  readonly rate: number;
}

/** What some training steps took, and the loss before each of them. */
export interface Steps {
  readonly seconds: number;
  readonly losses: readonly number[];
}

/** Someone who trains a network on one batch. */
export interface Trainer {
  readonly name: string;
  readonly kind: "ours" | "peer";
  /** What it computes with, and its version. */
  readonly versions: Readonly<Record<string, string>>;
  steps(count: number): Promise<Steps>;
  close(): Promise<void>;
}
