import type { Interval } from "../interval.ts";

/**
 * Noise for an ensemble, a pure function of where it is used: of seed, particle, component, interval and
 * purpose, never of the order in which it is asked for.
 */
export interface Noise<S> {
  /** W(t1) - W(t0) of a Brownian motion. */
  increment(at: Interval, out: S): S;
  /** The integral over the interval of W(r) - W(t0) dr, jointly with the increment. */
  area(at: Interval, out: S): S;
  /** Independent N(0, 1), any number of draws a step. */
  normal(at: Interval, draw: number, out: S): S;
  /** Independent uniforms in (0, 1), one a particle (width 1). */
  uniform(at: Interval, draw: number, out: S): S;
}
