/** A number that was measured. */
export interface Measured {
  readonly value: number;
  /** Its standard error. */
  readonly error: number;
}

/** A discrepancy, with the law that it has under the null hypothesis: that nothing is wrong. */
export interface Tested extends Measured {
  /** The standard deviation under the null hypothesis. */
  readonly error: number;
  /** The mean under the null hypothesis. */
  readonly expected: number;
  /** What is exceeded once in twenty under the null hypothesis. */
  readonly limit: number;
  /** The probability, under the null hypothesis, of this value or a larger one. */
  readonly p: number;
}
