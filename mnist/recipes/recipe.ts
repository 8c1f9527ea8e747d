import type { Prediction } from "../../src/denoisers/prediction.ts";
import type { Grid } from "../../src/grids/grid.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import type { Settings } from "../../src/solver.ts";
import type { NetworkSpec } from "../networks/network.ts";

/** How a network is trained unless told otherwise. */
export interface TrainingPlan {
  readonly network: NetworkSpec;
  /** Images an update; the last batch of an epoch has what is left. */
  readonly batch: number;
  readonly length: { readonly epochs: number } | { readonly minutes: number };
  /** The learning rate at its highest. */
  readonly rate: number;
  /** Adam's beta_1 and beta_2. */
  readonly betas: readonly [number, number];
  /** Updates over which the rate rises to that; 1 for none. */
  readonly warmUp: number;
  /** The share of the updates over which it falls to zero at the end; 0 for none. */
  readonly fall: number;
  /** Norm down to which a longer gradient is scaled; Infinity for none. */
  readonly clip: number;
  /** The average of the weights forgets within this fraction of the updates so far; 0 for the weights themselves. */
  readonly memory: number;
}

/** How digits are drawn unless told otherwise. */
export interface SamplingPlan {
  /** Name of a solver. */
  readonly solver: string;
  readonly settings?: Settings;
  /** Intervals of the grid. */
  readonly steps: number;
  /** steps + 1 times of the recipe's schedule, from noise to data. */
  readonly grid: (steps: number) => Grid;
  /** What the first state is drawn from: N(0, prior^2) of the schedule, or U[0, 1]. */
  readonly start: "prior" | "uniform";
  /**
   * Whether the reverse SDE is the loop of the lectures on the grid uniform(1, 0, N): steps of 1 / N, its coefficients at the
   * N levels linspace(1, 1e-5, N), no noise at the last.
   */
  readonly lecture: boolean;
  /** Whether the last state, at the last time of the grid, is denoised once more. */
  readonly denoise: boolean;
  /** w of classifier-free guidance; 0 is none. */
  readonly guidance: number;
  /** The page of digits. */
  readonly rows: number;
  readonly columns: number;
}

/**
 * A way of training and of sampling, as data: everything that computes reads it from here. Training minimises the mean over
 * pixels and batch of (F - target)^2, where `prediction` says what F is; x_t = alpha(t) x_0 + sigma(t) z.
 */
export interface Recipe {
  readonly name: string;
  readonly about: string;
  readonly reference: string;
  /** A pixel of 0 to 255 as data: 2 p / 255 - 1, or (p + u) / 256 with u uniform in [0, 1), its own in each update. */
  readonly pixels: "centred" | "dequantised";
  readonly schedule: Schedule;
  /** The time of a training example, from a number u, uniform in (0, 1), or a normal one z of its own. */
  readonly time: (u: number, z: number) => number;
  /** What the network is told of the noise level, at a time of the schedule. */
  readonly condition: (t: number) => number;
  readonly prediction: Prediction;
  /** What the network is told of the label: nothing, itself, or itself but for this share of the examples. */
  readonly labels: "none" | "given" | { readonly drop: number };
  readonly training: TrainingPlan;
  readonly sampling: SamplingPlan;
  /** What a run with it should say. */
  readonly notice?: string;
}
