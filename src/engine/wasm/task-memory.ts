import type { Program, TaskTable } from "../program.ts";
import type { Draw } from "../step-graph.ts";
import { blocksOf, columnsOffset } from "./draw-blocks.ts";
import type { Lanes } from "./lanes.ts";
import { scratchBytes } from "./row-blocks.ts";
import { stepWords } from "./step-words.ts";

/** A kernel in WebAssembly. Threads that are handed its module share what the module was compiled to. */
export interface Code {
  readonly module: WebAssembly.Module;
  readonly draws: readonly Draw[];
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Numbers in a row of each long table. */
  readonly rowNumbers: readonly number[];
}

export type Task = Program<Code>["tasks"][number];

const rowsOf = ({ address, addresses }: TaskTable): number => address.length / addresses;

/** Hands out memory. */
export class Layout {
  size = 0;

  take(bytes: number): number {
    const at = this.size;
    this.size += Math.ceil(bytes / 16) * 16;
    return at;
  }
}

/** Where the data of a task lies. */
export interface Place {
  readonly table: number;
  /** Four words for each long table, and where a loop keeps its vectors. */
  readonly data: number;
  readonly sources: readonly number[];
  readonly rows: readonly number[];
  readonly scratch: number;
}

export function placeOf(layout: Layout, { bytes }: Lanes, { code, table, rows }: Task): Place {
  const longest = Math.max(0, ...rows.map(([column]) => column.length));
  return {
    table: layout.take(rowsOf(table) * code.rowBytes),
    data: layout.take(16 * rows.length + 16),
    sources: rows.map((columns) => layout.take(columns.length * columns[0].length * bytes)),
    rows: rows.map(([column], t) => layout.take(column.length * code.rowNumbers[t] * bytes)),
    scratch: layout.take(scratchBytes(longest)),
  };
}

/** Writes what a task's kernel reads, but for what belongs to the seed. */
export function writeData(
  memory: ArrayBuffer,
  { bytes }: Lanes,
  place: Place,
  { code, table, rows }: Task,
): void {
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
export function writeWords(words: Int32Array, at: number, { code, table }: Task, seed: bigint): void {
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
