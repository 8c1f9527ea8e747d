import type { NdArray } from "ndarray";

/** Particles, (n x d); a figure reads the first one or two coordinates. */
export type Points = NdArray;

/** A function on a rectangular grid: z[row * x.length + column] belongs to (x[column], y[row]). */
export interface Grid {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** ny x nx, row-major */
  readonly z: ArrayLike<number>;
}

/** A function of one coordinate: p[i] belongs to x[i]. */
export interface Curve {
  readonly x: ArrayLike<number>;
  readonly p: ArrayLike<number>;
}

/** Arrows (u, v) rooted at (x, y), four arrays of one length, in the units of the coordinates. */
export interface Arrows {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly u: ArrayLike<number>;
  readonly v: ArrayLike<number>;
}

/** For each coordinate the interval that is shown, as `Density.window` has it. */
export type Window = readonly (readonly [low: number, high: number])[];

/** A trace of plotly; large numbers are typed arrays, a matrix is an array of typed rows. */
export interface Trace {
  readonly type: string;
  readonly [attribute: string]: unknown;
}

/** One instant of an animation: what changes in the traces that it names. */
export interface Frame {
  /** Unique within the figure. */
  readonly name: string;
  /** What the reader is told, such as "t = 0.50": plain text. */
  readonly label: string;
  /** Indices into the figure's `data`. */
  readonly traces: readonly number[];
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout?: Readonly<Record<string, unknown>>;
}

/**
 * What plotly draws. `layout.width` and `layout.height` are the natural size in CSS pixels; a page keeps the
 * ratio and fits the size to the window. Where there are frames, `data` shows the last one.
 */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Frame[];
  readonly config?: Readonly<Record<string, unknown>>;
}
