import type { Node } from "./formula/formula.ts";
import type { Interval } from "./interval.ts";
import type { Noise } from "./noise/noise.ts";
import type { Kind, Problems } from "./problems/problem.ts";
import type { Ensemble, Space } from "./space.ts";

/** All that the next step needs: position, and a method's own history, momentum, force, step size. */
export type State<S> = Readonly<Record<string, S | number>> & { readonly position: S };

/** What a solver becomes once it knows its space, problem and noise. Closures hold scratch only. */
export interface Process<S> {
  start(position: S, t: number): State<S>;
  /** From t0 to t1 of the interval. The state handed in is given away. */
  step(state: State<S>, at: Interval): State<S>;
}

/** A number that a user may set, declared once. */
export interface Setting {
  readonly default: number;
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly integer?: true;
  readonly about: string;
}
export type Settings = Readonly<Record<string, number>>;

/**
 * Stationary variances of a scheme at the step h (the parameter "h") for a harmonic oscillator with
 * k = m = k_B T = 1; where they are 1 the scheme has none of its bias.
 */
export interface StationaryLaw {
  readonly position: Node;
  readonly momentum?: Node;
}

/** What a method claims; `langevin check` measures each claim. */
export interface Claims<K extends Kind> {
  readonly name: string;
  readonly kind: K;
  readonly about: string;
  /** The sense in which it takes the noise of an SDE: both, where the noise is additive and they agree. */
  readonly calculus?: "ito" | "stratonovich" | "both";
  readonly stationary?: StationaryLaw;
  /** Whether it leaves the density exactly as it is at every step size, by accepting and rejecting. */
  readonly adjusted?: true;
  /** Order of convergence on an ODE. */
  readonly order?: number;
  /** Strong and weak order on the widest noise of its kind; weak alone where a step draws noise of its own. */
  readonly strong?: number;
  readonly weak?: number;
  /** Evaluations of drift, force, score or denoiser a step; in words where settings or the problem decide. */
  readonly evaluations: number | string;
  readonly settings?: Readonly<Record<string, Setting>>;
  readonly reference: string;
}

/**
 * A method for problems of kind K, written once for every space. `bind` is a property because a method
 * would be bivariant, and the types would then let a solver have a problem that it cannot serve.
 */
export interface Solver<K extends Kind> extends Claims<K> {
  readonly couples?: never;
  readonly bind: <S>(
    space: Space<S>,
    problem: Problems<S>[K],
    noise: Noise<S>,
    settings?: Settings,
  ) => Process<S>;
}

/**
 * A method that looks across the batch. Its numbers depend on which particles run together, so it is exempt
 * from the promise that the first particles do not change when more are added.
 */
export interface BatchSolver<K extends Kind> extends Claims<K> {
  readonly couples: "batch";
  readonly bind: <S>(
    space: Ensemble<S>,
    problem: Problems<S>[K],
    noise: Noise<S>,
    settings?: Settings,
  ) => Process<S>;
}

/** Lets a process keep the precise type of its own state. */
export const process = <S, X extends State<S>>(p: {
  start(position: S, t: number): X;
  step(state: X, at: Interval): X;
}): Process<S> => p as unknown as Process<S>;
