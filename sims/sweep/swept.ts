import type { Json } from "../simulation.ts";

/** A setting that takes one value after the other. */
export interface Swept {
  /** Its name, such as "eps". */
  readonly key: string;
  readonly values: readonly {
    /** As it was typed. */
    readonly text: string;
    /** All settings of the simulation, this one among them. */
    readonly config: Readonly<Record<string, unknown>>;
  }[];
}

/** What the simulation gave at one value. */
export interface Row {
  readonly value: string;
  /** The entries of `numbers`; of a calculation that diverged those from before. */
  readonly numbers: Readonly<Record<string, Json>>;
  readonly said: readonly string[];
  /** Why there are no results: the calculation left the finite numbers. */
  readonly error?: string;
}
