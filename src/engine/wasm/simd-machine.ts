import type { Machine } from "../backend.ts";
import type { Program, TaskTable } from "../program.ts";
import type { Draw } from "../step-graph.ts";
import { blocksOf, capacity, columnsOffset } from "./kernel.ts";
import { keySchedule } from "./key-schedule.ts";
import type { Lanes } from "./lanes.ts";
import { stepWords } from "./step-words.ts";

/** A kernel in WebAssembly, as plain data. */
export interface Code {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly draws: readonly Draw[];
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Numbers in a row of each long table. */
  readonly rowNumbers: readonly number[];
}

type Run = (...numbers: number[]) => number;
type Task = Program<Code>["tasks"][number];

const rowsOf = ({ address, addresses }: TaskTable): number => address.length / addresses;

/** Hands out memory. */
class Layout {
  size = 0;

  take(bytes: number): number {
    const at = this.size;
    this.size += Math.ceil(bytes / 16) * 16;
    return at;
  }
}

/** Where the data of a task lies. */
interface Place {
  readonly table: number;
  /** Four words for each long table, and where a loop keeps its vectors. */
  readonly data: number;
  readonly sources: readonly number[];
  readonly rows: readonly number[];
  readonly scratch: number;
}

function placeOf(layout: Layout, { bytes }: Lanes, { code, table, rows }: Task): Place {
  const longest = Math.max(0, ...rows.map(([column]) => column.length));
  return {
    table: layout.take(rowsOf(table) * code.rowBytes),
    data: layout.take(16 * rows.length + 16),
    sources: rows.map((columns) => layout.take(columns.length * columns[0].length * bytes)),
    rows: rows.map(([column], t) => layout.take(column.length * code.rowNumbers[t] * bytes)),
    scratch: layout.take(16 * longest),
  };
}

/** Writes what a task's kernel reads, but for what belongs to the seed. */
function writeData(memory: ArrayBuffer, { bytes }: Lanes, place: Place, { code, table, rows }: Task): void {
  const numbers = bytes === 4 ? new Float32Array(memory) : new Float64Array(memory);
  const words = new Int32Array(memory);
  const { columns, values } = table;
  let row = (place.table + columnsOffset(code.draws)) / bytes;
  for (let i = 0; i < values.length; row += code.rowBytes / bytes) {
    for (let j = 0; j < columns; j++) numbers[row + j] = values[i++];
  }
  rows.forEach((columns, t) => {
    const at = place.sources[t] / bytes;
    columns.forEach((column, j) => {
      column.forEach((value, k) => {
        numbers[at + k * columns.length + j] = value;
      });
    });
    words.set([place.sources[t], place.rows[t], columns[0].length], place.data / 4 + 4 * t);
  });
  words[place.data / 4 + 4 * rows.length] = place.scratch;
}

/** Writes the words that each block of random numbers of each row begins with. */
function writeWords(words: Int32Array, at: number, { code, table }: Task, seed: bigint): void {
  const { address, addresses } = table;
  for (let i = 0, row = at / 4; i < address.length; i += addresses, row += code.rowBytes / 4) {
    let offset = row;
    for (const draw of code.draws) {
      const blocks = blocksOf(draw);
      const number = draw.number === undefined ? 0 : address[i + 1 + draw.number];
      for (let b = 0; b < blocks; b++, offset += 4) {
        const block = { seed, purpose: draw.purpose, step: address[i], block: number * blocks + b };
        stepWords(block, words, offset);
      }
    }
  }
}

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
export function machine(lanes: Lanes, { width, tasks }: Program<Code>): Machine {
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
