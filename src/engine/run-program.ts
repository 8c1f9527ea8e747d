import { allocateFrames } from "../allocate-frames.ts";
import { integer } from "../check.ts";
import { diverged } from "../diverged.ts";
import type { Machine } from "./backend.ts";
import { backends } from "./backends.ts";
import { frameCount, type Program } from "./program.ts";
import { type RunPart, rangeOf, type StateValues, startValues } from "./run-part.ts";

export interface RunOutcome {
  /** Positions, frames x particles x dimension; frames that were not reached are zero. */
  readonly frames: Float64Array;
  /** The entries of the state at the end, where they were asked for. */
  readonly state?: StateValues;
  /** The entries that were watched, in all frames as the positions. */
  readonly others?: StateValues;
}

/** What is seen of a run besides its positions. */
export interface Watch {
  /** Entries of the program to keep in every frame, such as "momentum". */
  readonly entries?: readonly string[];
  /** Is told now and then the fraction that is done. */
  readonly progress?: (fraction: number) => void;
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

/** Runs the triples of a range, after each of which all positions have to be finite. */
function advance(program: Program, machine: Machine, first: number, range: Range): void {
  const { schedule } = program;
  machine.save();
  let finite = true;
  for (let i = 3 * range.from; i < 3 * range.to; i += 3) {
    finite = machine.run(schedule[i], schedule[i + 1], schedule[i + 2]) && finite;
  }
  if (!finite) nameDivergence(program, machine, first, range);
}

const machines = new WeakMap<Program, Machine>();
function machineOf(program: Program): Machine {
  const machine = machines.get(program) ?? backends[program.engine].machine(program);
  machines.set(program, machine);
  return machine;
}

/**
 * Runs a program for some particles: block by block over all of its steps. The result is a function of the program, the seed and the
 * addresses of the particles; how they are cut into blocks changes nothing. Memory is that of the frames, whatever the number of steps.
 *
 * @throws DivergenceError at the first step after which a position of a block is not finite; UsageError for a part that does not fit
 */
export function runProgram(
  program: Program,
  part: RunPart,
  { entries: names = [], progress }: Watch = {},
): RunOutcome {
  const { dimension: d, entries, stops } = program;
  const { seed, first = 0, block, keepState = false } = part;
  const { particles, from, to } = rangeOf(program, part);
  const machine = machineOf(program);
  const size = Math.min(machine.capacity, integer("block", block ?? machine.capacity, { min: 1 }));
  const kept = allocateFrames(frameCount(program), particles, d);
  const make = (of: Program["entries"], frames: number) =>
    Object.fromEntries(of.map(({ name, width }) => [name, allocateFrames(frames, particles, width)]));
  const watched = entries.filter(({ name }) => names.includes(name));
  const others = make(watched, frameCount(program));
  const wanted = keepState ? entries : [];
  const state = make(wanted, 1);
  for (let p = 0; p < particles; ) {
    const word = 2 ** 32 - ((first + p) % 2 ** 32); // the low word of the address must not wrap within a block
    const n = Math.min(size, particles - p, word);
    machine.begin(seed, first + p, n);
    const values = startValues(program, part, p, n);
    for (const { name, offset, width } of entries) {
      if (values[name] !== undefined) machine.write(offset, width, values[name]);
    }
    const rows = (x: Float64Array, width: number, frame = 0) =>
      x.subarray((frame * particles + p) * width, (frame * particles + p + n) * width);
    let done = from === 0 ? 0 : stops[from - 1].done;
    for (const { done: next, frames } of stops.slice(from, to)) {
      advance(program, machine, first + p, { from: done, to: next });
      for (const frame of frames) {
        machine.read(0, d, rows(kept, d, frame));
        for (const { name, offset, width } of watched)
          machine.read(offset, width, rows(others[name], width, frame));
      }
      done = next;
      progress?.((p + (n * done) / stops[to - 1].done) / particles);
    }
    for (const { name, offset, width } of wanted) machine.read(offset, width, rows(state[name], width));
    p += n;
  }
  return { frames: kept, ...(keepState && { state }), ...(names.length > 0 && { others }) };
}
