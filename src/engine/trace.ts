import type { Formula, Table } from "../formula/formula.ts";
import type { Grid } from "../grids/grid.ts";
import { intervals } from "../integrate.ts";
import type { Noise } from "../noise/noise.ts";
import type { Process, State } from "../solver.ts";
import type { Space } from "../space.ts";
import { NotCompilable } from "./not-compilable.ts";
import { Place } from "./place.ts";
import { type Log, Tape } from "./tape.ts";
import { tapeNoise } from "./tape-noise.ts";
import { tapeSpace } from "./tape-space.ts";

/** Makes a process on any space: a problem and a solver, bound. */
export type Make = <S>(space: Space<S>, noise: Noise<S>) => Process<S>;

/** Steps that differ in numbers alone: all numbers and draws of all of them, in order, and the intervals. */
export interface Alike {
  readonly log: Log;
  /** The long tables of a step. */
  readonly tables: readonly Table[];
  /** Of each operation of the log its formula, where it has one. */
  readonly formulas: readonly (Formula | undefined)[];
  readonly numbers: number[];
  readonly draws: number[];
  readonly intervals: number[];
}

/** A run over a grid, written down. */
export interface Trace {
  /** The entries of the state that are states themselves; the position comes first. */
  readonly entries: readonly { readonly name: string; readonly width: number }[];
  readonly kinds: readonly Alike[];
  /** For the start and then for each interval, which of the kinds it is. */
  readonly steps: readonly number[];
}

const newKind = (log: Log, { tables, formulas }: Tape): Alike => ({
  log,
  tables: [...tables],
  formulas: [...formulas],
  numbers: [],
  draws: [],
  intervals: [],
});

function isAlike(kind: Alike, log: Log, { tables }: Tape): boolean {
  if (kind.log !== log) return false;
  for (let i = 0; i < tables.length; i++) if (kind.tables[i] !== tables[i]) return false;
  return true;
}

/** The entries of a state that are states themselves, which have to be these. */
function placesOf(state: State<Place>, names: readonly string[]): Place[] {
  let others = names.length;
  for (const name in state) if (state[name] instanceof Place) others--;
  const places = names.map((name) => state[name]);
  if (others === 0 && places.every((place) => place instanceof Place)) return places as Place[];
  throw new NotCompilable(
    `its state changes its entries, from ${names.join(", ")} to ${Object.keys(state).join(", ")}`,
  );
}

/**
 * Runs a process on the tape, from its start to the end of the grid: its own numbers are computed, its states are not.
 *
 * @throws NotCompilable where it looks across particles, or at values
 */
export function trace(make: Make, dimension: number, grid: Grid): Trace {
  const tape = new Tape(dimension);
  let k = 0;
  const process = make(
    tapeSpace(tape),
    tapeNoise(tape, () => k),
  );
  const kinds: Alike[] = [];
  const steps: number[] = [];
  const keep = (log: Log) => {
    const found = kinds.findLastIndex((kind) => isAlike(kind, log, tape));
    const kind = found < 0 ? kinds.push(newKind(log, tape)) - 1 : found;
    const { numbers, draws, intervals } = kinds[kind];
    for (const n of tape.numbers) numbers.push(n);
    for (const n of tape.draws) draws.push(n);
    intervals.push(k);
    steps.push(kind);
  };
  const position = new Place(dimension);
  tape.begin([position]);
  let state = process.start(position, grid[0]);
  const names = ["position", ...Object.keys(state).filter((name) => name !== "position")].filter(
    (name) => state[name] instanceof Place,
  );
  let places = placesOf(state, names);
  keep(tape.end(places));
  for (const at of intervals(grid)) {
    k = at.k;
    tape.begin(places);
    state = process.step(state, at);
    places = placesOf(state, names);
    keep(tape.end(places));
  }
  return { entries: names.map((name, i) => ({ name, width: places[i].width })), kinds, steps };
}
