import { integer } from "../check.ts";
import { diverged } from "../diverged.ts";
import { UsageError } from "../refusal.ts";
import type { Machine } from "./backend.ts";
import { backends } from "./backends.ts";
import type { Program } from "./program.ts";

/** Values of the entries of a state, row-major particles x width. */
export type StateValues = Readonly<Record<string, Float64Array>>;

export interface Part {
  readonly seed: bigint;
  /** Positions at the first time, particles x dimension; or the state at a frame from which to go on. */
  readonly start: Float64Array | { readonly frame: number; readonly state: StateValues };
  /** The address of the first particle; 0 by default. */
  readonly first?: number;
  /** The frame to end with; without it the last one. */
  readonly until?: number;
  /** Particles that are moved together; it changes no result. */
  readonly block?: number;
}

export interface Outcome {
  /** Positions, frames x particles x dimension; frames that were not reached are zero. */
  readonly frames: Float64Array;
  /** The entries of the state at the end. */
  readonly state: StateValues;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Runs the triples of a range one row after the other, to find the first after which a position is not finite. */
function nameDivergence(program: Program, machine: Machine, first: number, { from, to }: Range): never {
  const { schedule, tasks, grid, dimension } = program;
  machine.restore();
  for (let i = from; i < to; i++) {
    const [task, row, rows] = schedule.slice(3 * i, 3 * i + 3);
    const { address, addresses } = tasks[task].table;
    for (let r = row; r < row + rows; r++) {
      if (machine.run(task, r, 1)) continue;
      const k = address[r * addresses];
      const x = new Float64Array(machine.capacity * dimension);
      machine.read(0, dimension, x);
      const particle = Math.floor(x.findIndex((v) => !Number.isFinite(v)) / dimension);
      diverged(first + particle, { t0: grid[k], t1: grid[k + 1], k });
    }
  }
  throw new Error("a block diverged, and did not when it was run again");
}

/** Where the state is that a run begins with, and after which triple. */
function begin({ entries, stops, dimension }: Program, start: Part["start"]) {
  if (start instanceof Float64Array) {
    return { values: { position: start }, particles: start.length / dimension, stop: 0, from: 0 };
  }
  const stop = stops.findIndex(({ frames }) => frames.includes(start.frame));
  const missing = entries.find(({ name }) => start.state[name] === undefined);
  if (stop >= 0 && missing === undefined) {
    const particles = start.state.position.length / dimension;
    return { values: start.state, particles, stop: stop + 1, from: stops[stop].done };
  }
  throw new UsageError({
    what: "state to go on from",
    got: stop < 0 ? `frame ${start.frame}` : `${Object.keys(start.state).join(", ")}`,
    expected:
      stop < 0 ? "a frame of the program" : `the entries ${entries.map(({ name }) => name).join(", ")}`,
  });
}

const machines = new WeakMap<Program, Machine>();
function machineOf(program: Program): Machine {
  const machine = machines.get(program) ?? backends[program.engine].machine(program);
  machines.set(program, machine);
  return machine;
}

/**
 * Runs a program for some particles: block by block over all of its steps. The result is a function of the program, the seed and the
 * addresses of the particles; how they are cut into blocks changes nothing.
 *
 * @throws DivergenceError at the first step after which a position of a block is not finite
 */
export function runProgram(program: Program, { seed, start, first = 0, until, block }: Part): Outcome {
  const { dimension: d, entries, schedule, stops } = program;
  const machine = machineOf(program);
  const { values, particles, stop, from } = begin(program, start);
  const last =
    until === undefined ? stops.length - 1 : stops.findIndex(({ frames }) => frames.includes(until));
  const size = Math.min(machine.capacity, integer("block", block ?? machine.capacity, { min: 1 }));
  const count = stops.reduce((sum, { frames }) => sum + frames.length, 0);
  const kept = new Float64Array(count * particles * d);
  const state = Object.fromEntries(
    entries.map(({ name, width }) => [name, new Float64Array(particles * width)]),
  );
  for (let p = 0; p < particles; ) {
    const word = 2 ** 32 - ((first + p) % 2 ** 32); // the low word of the address must not wrap within a block
    const n = Math.min(size, particles - p, word);
    machine.begin(seed, first + p, n);
    const part = (x: Float64Array, width: number, frame = 0) =>
      x.subarray((frame * particles + p) * width, (frame * particles + p + n) * width);
    for (const { name, offset, width } of entries) {
      if (values[name] !== undefined) machine.write(offset, width, part(values[name], width));
    }
    let done = from;
    for (const { done: to, frames } of stops.slice(stop, last + 1)) {
      machine.save();
      let finite = true;
      for (let i = 3 * done; i < 3 * to; i += 3) {
        finite = machine.run(schedule[i], schedule[i + 1], schedule[i + 2]) && finite;
      }
      if (!finite) nameDivergence(program, machine, first + p, { from: done, to });
      for (const frame of frames) machine.read(0, d, part(kept, d, frame));
      done = to;
    }
    for (const { name, offset, width } of entries) machine.read(offset, width, part(state[name], width));
    p += n;
  }
  return { frames: kept, state };
}
