import type { Formula } from "./formula/formula.ts";

/** A scale and a state: one term a x of a sum. */
export type Term<S> = readonly [scale: number, x: S];

/**
 * What an ensemble of N particles in d dimensions must be able to do to be simulated.
 *
 * A state `S` has width d, or width 1: one number a particle, which every operation broadcasts.
 * `out` comes before the operands and is given away: a space may overwrite it or free it, so keep the value
 * that is returned and never read `out` again. `out` may itself be one of the operands.
 *
 * A formula is compiled when it is first met, and known by its identity: make it once, not in a step.
 */
export interface Space<S> {
  /** A state with undefined contents, never to be read before it is written. */
  scratch(width?: 1): S;
  /** The sum of the terms, in one pass; without terms zero. */
  combine(out: S, ...terms: readonly Term<S>[]): S;
  /** One scalar formula at each component: inputs are the same component of each state in `xs`. */
  map(formula: Formula, numbers: readonly number[], out: S, ...xs: readonly S[]): S;
  /** A formula over a particle's coordinates, such as a score (d outputs) or a log-density (1 output). */
  evaluate(formula: Formula, numbers: readonly number[], out: S, ...xs: readonly S[]): S;
  /** Each particle's sum over components of x y, of width 1. */
  dot(out: S, x: S, y: S): S;
  copy(x: S): S;
  /** Gives a state back; afterwards it must not be used. */
  free(x: S): void;
}

/**
 * A space whose states are numbers already: what needs to look across particles, or to read a value,
 * asks for this. A symbolic space lacks it, so the types refuse to compile such a method.
 */
export interface Ensemble<S> extends Space<S> {
  readonly particles: number;
  readonly dimension: number;
  /** Address of the first particle: a shard of a larger ensemble starts where the one before it ended. */
  readonly first: number;
  /** The mean over particles of a state of width 1, in every particle of the result. */
  mean(out: S, x: S): S;
  /** The first component of the first particle. */
  read(x: S): number;
  /** A state whose values `write` puts into a row-major particles x width array. */
  fill(out: S, width: number, write: (values: Float64Array) => void): S;
  /** The first particle with a value that is not finite, or -1; only where that takes no waiting. */
  firstNotFinite?(x: S): number;
  /** A copy of the values, row-major particles x width. */
  values(x: S): Float64Array | Promise<Float64Array>;
}
