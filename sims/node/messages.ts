import type { Failure } from "../../src/engine/failure.ts";

/** What a worker is sent: one task at a time. */
export interface Order {
  readonly task: string;
  readonly input: unknown;
}

/** What a worker sends back. */
export type Answer =
  | { readonly fraction: number }
  | { readonly result: unknown }
  | { readonly failure: Failure };
