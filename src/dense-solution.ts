import { finite } from "./check.ts";
import type { Problems } from "./problems/problem.ts";
import { UsageError } from "./refusal.ts";
import { settle } from "./settle.ts";
import type { Settings } from "./solver.ts";
import { dormandPrinceStepper, tolerances, weighted } from "./solvers/dormand-prince-stepper.ts";
import type { Ensemble } from "./space.ts";

/** Weights of the slopes in the quartic term. */
const quartic = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/** The solution of an ODE at every time of an interval. */
export interface DenseSolution<S> {
  /** Where the steps ended, from the first time to the last. */
  readonly times: readonly number[];
  /** The solution at t, written to `out`, which is given away; a time outside the interval is a `UsageError`. */
  at(t: number, out: S): S;
  /** Gives the memory back: three states a step. */
  free(): void;
}

/** The end of a step: the position x, its slope f, and of the step behind it the quartic term. */
interface Knot<S> {
  readonly t: number;
  readonly x: S;
  readonly f: S;
  readonly bend?: S;
}

/**
 * Solves dx/dt = f(t, x) once, by Dormand-Prince 5(4) with a step size common to the batch, and answers at any time
 * between: by the Hermite cubic of a step plus a quartic term, of order 4 and with a continuous slope.
 * Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, section II.6; the coefficients are
 * Shampine's (1986), doi:10.1090/S0025-5718-1986-0815836-3.
 *
 * @param x positions at the first time, given away
 * @param interval its two times, in either order
 * @param settings rtol and atol, as of the solver `dormand-prince`
 * @throws DivergenceError where the step underflows
 */
export function denseSolution<S>(
  space: Ensemble<S>,
  { drift }: Problems<S>["ode"],
  x: S,
  interval: readonly [from: number, to: number],
  settings?: Settings,
): DenseSolution<S> {
  const { atol, rtol } = settle(tolerances, settings);
  const [t0, t1] = interval.map((t) => finite("time of a solution", t));
  const slope = drift(t0, x, space.scratch());
  const knots: Knot<S>[] = [{ t: t0, x: space.copy(x), f: space.copy(slope) }];
  const last = dormandPrinceStepper(space, drift, [atol, rtol])(
    { position: x, slope, size: 0 },
    { t0, t1, k: 0 },
    ({ time, h, end, slopes }) => {
      const bend = space.combine(space.scratch(), ...weighted(h, quartic, slopes));
      knots.push({ t: time, x: space.copy(end), f: space.copy(slopes[6]), bend });
    },
  );
  for (const state of [last.position, last.slope]) space.free(state);
  return {
    times: knots.map(({ t }) => t),
    at: (t, out) => interpolate(space, between(knots, t), t, out),
    free() {
      for (const { x, f, bend } of knots) for (const state of bend ? [x, f, bend] : [x, f]) space.free(state);
    },
  };
}

/** The knots before and after a time. */
function between<S>(knots: readonly Knot<S>[], t: number): [Knot<S>, Knot<S>] {
  const [from, to] = [knots[0].t, knots[knots.length - 1].t];
  if (!((from <= t && t <= to) || (to <= t && t <= from))) {
    const expected = `a time between ${from} and ${to}`;
    throw new UsageError({ what: "time of a solution", got: t, expected });
  }
  let [low, high] = [0, knots.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (Math.abs(t - from) < Math.abs(knots[middle].t - from)) high = middle;
    else low = middle;
  }
  return [knots[low], knots[high]];
}

/** Between x0 with slope f0 at c = 0 and x1 with slope f1 at c = 1. */
function interpolate<S>(
  space: Ensemble<S>,
  [{ t: t0, x: x0, f: f0 }, after]: [Knot<S>, Knot<S>],
  t: number,
  out: S,
): S {
  const { t: t1, x: x1, f: f1, bend } = after;
  if (bend === undefined) return space.combine(out, [1, x0]);
  const h = t1 - t0;
  const c = (t - t0) / h;
  const d = 1 - c;
  const s = c * c * (3 - 2 * c);
  return space.combine(
    out,
    [1 - s, x0],
    [s, x1],
    [h * c * d * d, f0],
    [-h * c * c * d, f1],
    [c * c * d * d, bend],
  );
}
