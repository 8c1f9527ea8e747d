import type { Machine } from "../backend.ts";
import type { Program } from "../program.ts";
import { capacity } from "./kernel.ts";
import { keySchedule } from "./key-schedule.ts";
import type { Lanes } from "./lanes.ts";
import { type Code, Layout, placeOf, type Task, writeData, writeWords } from "./task-memory.ts";

type Run = (...numbers: number[]) => number;
/** Tasks with the same code share an instance. */
function instances(tasks: readonly Task[], memory: WebAssembly.Memory): Run[] {
  const runs = new Map<Code, Run>();
  return tasks.map(({ code }) => {
    const run =
      runs.get(code) ??
      (new WebAssembly.Instance(new WebAssembly.Module(code.bytes), { m: { memory } }).exports.run as Run);
    runs.set(code, run);
    return run;
  });
}

/** Runs a program's kernels in a memory of its own. */
export function simdMachine(lanes: Lanes, { width, tasks }: Program<Code>): Machine {
  const layout = new Layout();
  const keys = layout.take(64);
  const [stateAt, keptAt] = [0, 0].map(() => layout.take((width + 1) * capacity * lanes.bytes));
  const places = tasks.map((task) => placeOf(layout, lanes, task));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.size / 65536) });
  const runs = instances(tasks, memory);
  tasks.forEach((task, i) => {
    writeData(memory.buffer, lanes, places[i], task);
  });
  const numbers = (at: number) => {
    const length = (width + 1) * capacity;
    return lanes.bytes === 4
      ? new Float32Array(memory.buffer, at, length)
      : new Float64Array(memory.buffer, at, length);
  };
  const [state, kept] = [numbers(stateAt), numbers(keptAt)];
  const words = new Int32Array(memory.buffer);
  let written: bigint | undefined;
  let [first, count] = [0, 0];
  return {
    capacity,
    begin(seed, from, particles) {
      [first, count] = [from, particles];
      state.fill(0);
      if (seed === written) return;
      words.set(keySchedule(seed), keys / 4);
      tasks.forEach((task, i) => {
        writeWords(words, places[i].table, task, seed);
      });
      written = seed;
    },
    write(offset, w, values) {
      const end = Math.ceil(count / lanes.count) * lanes.count;
      for (let j = 0; j < w; j++) {
        const at = (offset + j) * capacity;
        for (let p = 0; p < count; p++) state[at + p] = values[p * w + j];
        state.fill(state[at + count - 1], at + count, at + end); // lanes without a particle do as the last one
      }
    },
    read(offset, w, values) {
      for (let j = 0; j < w; j++) {
        const at = (offset + j) * capacity;
        for (let p = 0; p < count; p++) values[p * w + j] = state[at + p];
      }
    },
    run(task, row, rows) {
      const { table, data } = places[task];
      const at = table + row * tasks[task].code.rowBytes;
      const groups = Math.ceil(count / lanes.count);
      const address = [first % 2 ** 32, Math.floor(first / 2 ** 32)];
      if (runs[task](stateAt, groups, at, rows, keys, ...address, data) === 0) return true;
      return state.subarray(width * capacity, width * capacity + count).every((zero) => zero === 0);
    },
    save: () => kept.set(state),
    restore: () => state.set(kept),
  };
}
