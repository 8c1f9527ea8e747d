import type { Machine } from "../backend.ts";
import type { Program } from "../program.ts";
import { capacity } from "./kernel.ts";
import { keySchedule } from "./key-schedule.ts";
import type { Lanes } from "./lanes.ts";
import { type Code, Layout, type Place, placeOf, type Task, writeData, writeWords } from "./task-memory.ts";

type Run = (...numbers: number[]) => number;

/** Tasks with the same code share an instance. */
function instances(tasks: readonly Task[], memory: WebAssembly.Memory): Run[] {
  const runs = new Map<Code, Run>();
  return tasks.map(({ code }) => {
    const run =
      runs.get(code) ?? (new WebAssembly.Instance(code.module, { m: { memory } }).exports.run as Run);
    runs.set(code, run);
    return run;
  });
}

type Numbers = Float32Array | Float64Array;

/** Runs a program's kernels in a memory of its own. */
export class SimdMachine implements Machine {
  readonly capacity = capacity;
  readonly #lanes: Lanes;
  readonly #width: number;
  readonly #tasks: readonly Task[];
  readonly #places: readonly Place[];
  readonly #runs: readonly Run[];
  readonly #words: Int32Array;
  readonly #at: { readonly keys: number; readonly state: number };
  readonly #state: Numbers;
  readonly #kept: Numbers;
  /** The seed whose words are in memory. */
  #seed: bigint | undefined;
  #first = 0;
  #count = 0;

  constructor(lanes: Lanes, { width, tasks }: Program<Code>) {
    const layout = new Layout();
    const size = (width + 1) * capacity;
    this.#at = { keys: layout.take(64), state: layout.take(size * lanes.bytes) };
    const kept = layout.take(size * lanes.bytes);
    this.#places = tasks.map((task) => placeOf(layout, lanes, task));
    const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.size / 65536) });
    this.#runs = instances(tasks, memory);
    tasks.forEach((task, i) => {
      writeData(memory.buffer, lanes, this.#places[i], task);
    });
    const NumberArray = lanes.bytes === 4 ? Float32Array : Float64Array;
    this.#state = new NumberArray(memory.buffer, this.#at.state, size);
    this.#kept = new NumberArray(memory.buffer, kept, size);
    this.#words = new Int32Array(memory.buffer);
    [this.#lanes, this.#width, this.#tasks] = [lanes, width, tasks];
  }

  begin(seed: bigint, first: number, count: number): void {
    [this.#first, this.#count] = [first, count];
    this.#state.fill(0);
    if (seed === this.#seed) return;
    this.#words.set(keySchedule(seed), this.#at.keys / 4);
    this.#tasks.forEach((task, i) => {
      writeWords(this.#words, this.#places[i].table, task, seed);
    });
    this.#seed = seed;
  }

  write(offset: number, width: number, values: Float64Array): void {
    const count = this.#count;
    const end = Math.ceil(count / this.#lanes.count) * this.#lanes.count;
    for (let j = 0; j < width; j++) {
      const at = (offset + j) * capacity;
      for (let p = 0; p < count; p++) this.#state[at + p] = values[p * width + j];
      this.#state.fill(this.#state[at + count - 1], at + count, at + end); // lanes without a particle do as the last one
    }
  }

  read(offset: number, width: number, values: Float64Array): void {
    for (let j = 0; j < width; j++) {
      const at = (offset + j) * capacity;
      for (let p = 0; p < this.#count; p++) values[p * width + j] = this.#state[at + p];
    }
  }

  run(task: number, row: number, rows: number): boolean {
    const { table, data } = this.#places[task];
    const at = table + row * this.#tasks[task].code.rowBytes;
    const groups = Math.ceil(this.#count / this.#lanes.count);
    const address = [this.#first % 2 ** 32, Math.floor(this.#first / 2 ** 32)];
    const bad = this.#runs[task](this.#at.state, groups, at, rows, this.#at.keys, ...address, data);
    const flags = this.#width * capacity;
    return bad === 0 || this.#state.subarray(flags, flags + this.#count).every((flag) => flag === 0);
  }

  save(): void {
    this.#kept.set(this.#state);
  }

  restore(): void {
    this.#state.set(this.#kept);
  }
}
