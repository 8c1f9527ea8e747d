import { arraySpace } from "../array-space.ts";
import { checkSeed, integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { normalStart } from "../start.ts";
import type { Program } from "./program.ts";

/** Values of the entries of a state, row-major particles x width. */
export type StateValues = Readonly<Record<string, Float64Array>>;

/** Positions from N(0, deviation^2 I), those of `normalStart` at the same seed: each block draws its own. */
export interface NormalStart {
  readonly particles: number;
  readonly deviation: number;
}

/** The state at a frame of the program, from which a run goes on as if it had not stopped. */
export interface FrameStart {
  readonly frame: number;
  readonly state: StateValues;
}

/** The particles that a program is run for, and how far. */
export interface RunPart {
  readonly seed: bigint;
  /** Positions at the first time, row-major particles x dimension; or where they come from. */
  readonly start: Float64Array | NormalStart | FrameStart;
  /** The address of the first particle; 0 by default. */
  readonly first?: number;
  /** The frame to end with; without it the last one. */
  readonly until?: number;
  /** Particles that are moved together; it changes no result. */
  readonly block?: number;
  /** Whether the state at the end is wanted, to go on from it. */
  readonly keepState?: boolean;
}

/** The number of the stop at which a frame is due. */
function stopOf({ stops }: Program, frame: number): number {
  const stop = stops.findIndex(({ frames }) => frames.includes(frame));
  if (stop >= 0) return stop;
  throw new UsageError({ what: "frame", got: frame, expected: "a frame of the program" });
}

/** How many rows of a width an array holds. */
function rowsOf(what: string, { length }: Float64Array, width: number): number {
  if (length > 0 && length % width === 0) return length / width;
  throw new UsageError({ what, got: `${length} numbers`, expected: `one row of ${width} or more` });
}

function particlesOf({ dimension, entries }: Program, start: RunPart["start"]): number {
  if (start instanceof Float64Array) return rowsOf("start", start, dimension);
  if ("particles" in start) return integer("particles", start.particles, { min: 1 });
  const missing = entries.some(({ name }) => start.state[name] === undefined);
  const counts = missing ? [] : entries.map(({ name, width }) => rowsOf(name, start.state[name], width));
  if (new Set(counts).size === 1) return counts[0];
  throw new UsageError({
    what: "state to go on from",
    got: missing ? Object.keys(start.state).join(", ") : `rows of ${counts.join(", ")}`,
    expected: `the entries ${entries.map(({ name }) => name).join(", ")}, with a row a particle`,
  });
}

/** What of a program is run: for how many particles, and which of the stops. A part that does not fit is a `UsageError`. */
export function rangeOf(program: Program, { seed, start, first = 0, until }: RunPart) {
  checkSeed(seed);
  const from = "frame" in start ? stopOf(program, start.frame) + 1 : 0;
  const particles = particlesOf(program, start);
  integer("first particle", first, { min: 0, max: 2 ** 40 - particles });
  const to = until === undefined ? program.stops.length : stopOf(program, until) + 1;
  return { particles, from, to };
}

const rows = (values: Float64Array, width: number, p: number, n: number): Float64Array =>
  values.subarray(p * width, (p + n) * width);

/** The entries of a state for the particles p, ..., p + n - 1. */
const stateRows = ({ entries }: Program, state: StateValues, p: number, n: number): StateValues =>
  Object.fromEntries(entries.map(({ name, width }) => [name, rows(state[name], width, p, n)]));

/** The values that the particles p, ..., p + n - 1 of a part begin with. */
export function startValues(
  program: Program,
  { seed, start, first = 0 }: RunPart,
  p: number,
  n: number,
): StateValues {
  const { dimension } = program;
  if (start instanceof Float64Array) return { position: rows(start, dimension, p, n) };
  if ("state" in start) return stateRows(program, start.state, p, n);
  const space = arraySpace({ particles: n, dimension, first: first + p });
  return { position: normalStart(space, seed, start.deviation) };
}

/** The particles p, ..., p + n - 1 of a part as a part of its own, with copies of what they begin with. */
export function cutPart(program: Program, part: RunPart, p: number, n: number): RunPart {
  const { start, first = 0, block: _, ...others } = part;
  const own = { ...others, first: first + p };
  if (start instanceof Float64Array) return { ...own, start: rows(start, program.dimension, p, n).slice() };
  if ("particles" in start) return { ...own, start: { ...start, particles: n } };
  const state = stateRows(program, start.state, p, n);
  const copies = Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()]));
  return { ...own, start: { ...start, state: copies } };
}
