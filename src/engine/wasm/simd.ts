import type { Backend, Machine } from "../backend.ts";
import type { Program, TaskTable } from "../program.ts";
import type { Draw } from "../step-graph.ts";
import { blocksOf, capacity, kernel, rowBytes } from "./kernel.ts";
import { keySchedule } from "./key-schedule.ts";
import { type Lanes, lanes as widths } from "./lanes.ts";
import { stepWords } from "./step-words.ts";

/** A kernel in WebAssembly, as plain data. */
interface Code {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly draws: readonly Draw[];
  readonly rowBytes: number;
}

type Run = (
  at: number,
  groups: number,
  table: number,
  rows: number,
  keys: number,
  first: number,
  high: number,
) => number;

/** Writes what a kernel reads of a table; what belongs to the seed is left to `writeWords`. */
function writeColumns(
  memory: ArrayBuffer,
  lanes: Lanes,
  at: number,
  { rowBytes, draws }: Code,
  table: TaskTable,
): void {
  const { columns, values } = table;
  const offset = at + 16 * draws.reduce((sum, draw) => sum + blocksOf(draw), 0);
  const view = lanes.bytes === 4 ? new Float32Array(memory) : new Float64Array(memory);
  for (let i = 0, row = offset / lanes.bytes; i < values.length; row += rowBytes / lanes.bytes) {
    for (let j = 0; j < columns; j++) view[row + j] = values[i++];
  }
}

/** Writes the words that each block of random numbers of each row begins with. */
function writeWords(
  words: Int32Array,
  at: number,
  { rowBytes, draws }: Code,
  table: TaskTable,
  seed: bigint,
): void {
  const { address, addresses } = table;
  for (let i = 0, row = at / 4; i < address.length; i += addresses, row += rowBytes / 4) {
    let offset = row;
    for (const { purpose, number, width } of draws) {
      const blocks = blocksOf({ width } as Draw);
      const draw = number === undefined ? 0 : address[i + 1 + number];
      for (let b = 0; b < blocks; b++, offset += 4) {
        stepWords({ seed, purpose, step: address[i], block: draw * blocks + b }, words, offset);
      }
    }
  }
}

const rowsOf = ({ address, addresses }: TaskTable): number => address.length / addresses;

function machine(lanes: Lanes, { width, tasks }: Program<Code>): Machine {
  const { count: perVector, bytes } = lanes;
  const stateBytes = (width + 1) * capacity * bytes;
  const [keysAt, stateAt, keptAt] = [0, 64, 64 + stateBytes];
  let size = 64 + 2 * stateBytes;
  const tables = tasks.map(({ code, table }) => {
    const at = size;
    size += rowsOf(table) * code.rowBytes;
    return at;
  });
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / 65536) });
  const runs = tasks.map(({ code }) => {
    const module = new WebAssembly.Module(code.bytes);
    return new WebAssembly.Instance(module, { m: { memory } }).exports.run as Run;
  });
  tasks.forEach(({ code, table }, i) => {
    writeColumns(memory.buffer, lanes, tables[i], code, table);
  });
  const numbers = (at: number, length: number) =>
    lanes.bytes === 4
      ? new Float32Array(memory.buffer, at, length)
      : new Float64Array(memory.buffer, at, length);
  const state = numbers(stateAt, (width + 1) * capacity);
  const kept = numbers(keptAt, (width + 1) * capacity);
  const words = new Int32Array(memory.buffer);
  let written: bigint | undefined;
  let [first, count] = [0, 0];
  return {
    capacity,
    begin(seed, from, particles) {
      [first, count] = [from, particles];
      state.fill(0);
      if (seed === written) return;
      words.set(keySchedule(seed), keysAt / 4);
      tasks.forEach(({ code, table }, i) => {
        writeWords(words, tables[i], code, table, seed);
      });
      written = seed;
    },
    write(offset, w, values) {
      const end = Math.ceil(count / perVector) * perVector;
      for (let j = 0; j < w; j++) {
        const at = (offset + j) * capacity;
        for (let p = 0; p < count; p++) state[at + p] = values[p * w + j];
        state.fill(state[at + count - 1], at + count, at + end);
      }
    },
    read(offset, w, values) {
      for (let j = 0; j < w; j++) {
        const at = (offset + j) * capacity;
        for (let p = 0; p < count; p++) values[p * w + j] = state[at + p];
      }
    },
    run(task, row, rows) {
      const at = tables[task] + row * tasks[task].code.rowBytes;
      const groups = Math.ceil(count / perVector);
      const [low, high] = [first % 2 ** 32, Math.floor(first / 2 ** 32)];
      if (runs[task](stateAt, groups, at, rows, keysAt, low, high) === 0) return true;
      const bad = state.subarray(width * capacity, width * capacity + count);
      return bad.every((zero) => zero === 0);
    },
    save: () => kept.set(state),
    restore: () => state.set(kept),
  };
}

/** The back end of vectors of one width. */
export const simd = (lanes: Lanes): Backend<Code> => ({
  sharesTables: true,
  async code(graph, shape) {
    const { compile } = await import("watr");
    return {
      bytes: compile(kernel(graph, lanes, shape)) as Uint8Array<ArrayBuffer>,
      draws: graph.draws,
      rowBytes: rowBytes(graph, lanes),
    };
  },
  machine: (program) => machine(lanes, program),
});

export const simd32 = simd(widths.f32x4);
export const simd64 = simd(widths.f64x2);
