import type { Row } from "./row.ts";

export interface Repetition {
  readonly seconds: number;
  /** Mean of |x|^2 at the end. */
  readonly secondMoment: number;
}

/** Someone who runs one problem again and again, one repetition at a time. */
export interface Contestant extends Pick<Row, "contestant" | "title" | "kind" | "precision" | "threads"> {
  /** Gets ready, compiles, warms up. A refusal names why it cannot take part. */
  prepare(): Promise<Pick<Row, "compileSeconds" | "newGrid">>;
  repeat(): Promise<Repetition>;
  close(): Promise<void>;
}
