import type { Estimate } from "./orders.ts";

/** Errors below so many standard errors, or below so much of rounding, tell nothing of an order. */
const clear = 4;
const rounding = 1e-13;

/** The indices of the errors that stand clear of their noise and of rounding. */
export const clearLevels = (errors: readonly Estimate[]): number[] =>
  errors.flatMap(({ value, error }, k) => (Math.abs(value) > Math.max(clear * error, rounding) ? [k] : []));
