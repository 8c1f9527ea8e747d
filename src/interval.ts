/** The k-th interval of a grid. A step branches on `k` and `last` only, never on a value of the state. */
export interface Interval {
  readonly t0: number;
  readonly t1: number;
  /** The grid point before t0; t0 itself at k = 0. */
  readonly before: number;
  readonly k: number;
  readonly last: boolean;
}
