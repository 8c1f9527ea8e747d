import type { Program, TaskTable } from "../program.ts";
import type { Draw } from "../step-graph.ts";
import { blocksOf, columnsOffset } from "./draw-blocks.ts";
import type { Lanes } from "./lanes.ts";
import { cutoffOffset, scratchBytes, scratchWords, tableBytes, tableWords, vectorsOf } from "./row-layout.ts";
import { stepWords } from "./step-words.ts";

/** A kernel in WebAssembly. Threads that are handed its module share what the module was compiled to. */
export interface Code {
  readonly module: WebAssembly.Module;
  readonly draws: readonly Draw[];
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Numbers in a row of each long table. */
  readonly rowNumbers: readonly number[];
  /** Numbers of a block of each long table. */
  readonly blockNumbers: readonly number[];
  /** Numbers of a particle that loops keep in the scratch. */
  readonly slots: number;
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
  readonly tables: readonly { readonly columns: number; readonly rows: number; readonly blocks: number }[];
  readonly scratch: readonly number[];
}

export function placeOf(layout: Layout, lanes: Lanes, { code, table, rows }: Task): Place {
  const longest = Math.max(0, ...rows.map(([column]) => column.length));
  const { bytes } = lanes;
  const sizes = scratchBytes(longest, lanes, code.slots);
  return {
    table: layout.take(rowsOf(table) * code.rowBytes),
    data: layout.take(tableBytes * rows.length + 16),
    tables: rows.map((columns, t) => {
      const { paddedVectors, blocks } = vectorsOf(columns[0].length, lanes);
      return {
        columns: layout.take(16 * columns.length * paddedVectors),
        rows: layout.take(16 * (code.rowNumbers[t] + 1) * paddedVectors),
        blocks: layout.take(bytes * code.blockNumbers[t] * blocks),
      };
    }),
    scratch: scratchWords.map((name) => layout.take(sizes[name])),
  };
}

/** Of all rows together what may be left out, by its logarithm to base 4: no more than what rounding does to l. */
const negligible = { 4: -10, 8: -25 };

/** Writes a table and its description. */
function writeTable(
  numbers: Float32Array | Float64Array,
  words: Int32Array,
  lanes: Lanes,
  place: Place,
  t: number,
  { code, rows }: Task,
): void {
  const { count, bytes } = lanes;
  const columns = rows[t];
  const length = columns[0].length;
  const { rowVectors, blocks, paddedVectors } = vectorsOf(length, lanes);
  const at = place.tables[t];
  const rowBytes = 16 * (code.rowNumbers[t] + 1);
  const presence = new Uint8Array(numbers.buffer);
  for (let k = 0; k < paddedVectors * count; k++) {
    const [vector, lane] = [Math.floor(k / count), k % count];
    columns.forEach((column, j) => {
      numbers[at.columns / bytes + (vector * columns.length + j) * count + lane] =
        column[Math.min(k, length - 1)];
    });
    presence.fill(
      k < length ? 255 : 0,
      ...[0, bytes].map((i) => at.rows + vector * rowBytes + lane * bytes + i),
    );
  }
  const data = place.data + tableBytes * t;
  const description = {
    ...at,
    end: at.rows + rowVectors * rowBytes,
    paddedEnd: at.rows + paddedVectors * rowBytes,
    length,
    boundsEnd: place.scratch[1] + 16 * blocks,
  };
  words.set(
    tableWords.map((name) => description[name]),
    data / 4,
  );
  numbers[(data + cutoffOffset) / bytes] = negligible[bytes] - Math.log2(length) / 2;
}

/** Writes what a task's kernel reads, but for what belongs to the seed. */
export function writeData(memory: ArrayBuffer, lanes: Lanes, place: Place, task: Task): void {
  const { code, table, rows } = task;
  const { bytes } = lanes;
  const numbers = bytes === 4 ? new Float32Array(memory) : new Float64Array(memory);
  const words = new Int32Array(memory);
  const { columns, values } = table;
  let row = (place.table + columnsOffset(code.draws)) / bytes;
  for (let i = 0; i < values.length; row += code.rowBytes / bytes) {
    for (let j = 0; j < columns; j++) numbers[row + j] = values[i++];
  }
  rows.forEach((_, t) => {
    writeTable(numbers, words, lanes, place, t, task);
  });
  words.set(place.scratch, (place.data + tableBytes * rows.length) / 4);
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
