import type { Node } from "../../formula/formula.ts";
import type { Lanes } from "./lanes.ts";
import { cutoffOffset, scratchWords, tableBytes, tableWords } from "./row-layout.ts";

/** An end of what a value spans in a block. */
export interface End {
  /** Of which of the row's values. */
  readonly index: number;
  readonly side: "low" | "high";
}

/** What the loops over table t of a kernel read, and code for where it is. */
export class RowValues {
  /** The values of a row. In memory they come after a mask: a vector of rows each, all ones for what is a row. */
  readonly nodes: Node[] = [];
  /** The ends that are read of a block, a number each. */
  readonly ends: End[] = [];
  /** Bytes of a vector of rows and of a block. They are known when all loops are written; until then marks stand for them. */
  readonly rowBytes: string;
  readonly endBytes: string;
  readonly #at: number;
  readonly #scratchAt: number;

  constructor(t: number, tables: number) {
    this.rowBytes = `@row${t}@`;
    this.endBytes = `@end${t}@`;
    this.#at = tableBytes * t;
    this.#scratchAt = tableBytes * tables;
  }

  indexOf(node: Node): number {
    const known = this.nodes.indexOf(node);
    return known < 0 ? this.nodes.push(node) - 1 : known;
  }

  /** Bytes from the address of a vector of rows to a value. */
  static offset(index: number): number {
    return 16 * (index + 1);
  }

  endIndex(end: End): number {
    const known = this.ends.findIndex(({ index, side }) => index === end.index && side === end.side);
    return known < 0 ? this.ends.push(end) - 1 : known;
  }

  word(name: (typeof tableWords)[number]): string {
    return `(i32.load offset=${this.#at + 4 * tableWords.indexOf(name)} (local.get $data))`;
  }

  /** In all lanes. */
  cutoff({ bytes }: Lanes): string {
    return `(v128.load${8 * bytes}_splat offset=${this.#at + cutoffOffset} (local.get $data))`;
  }

  scratch(name: (typeof scratchWords)[number]): string {
    return `(i32.load offset=${this.#scratchAt + 4 * scratchWords.indexOf(name)} (local.get $data))`;
  }

  /** A text with numbers in the place of its marks. */
  measured(text: string, { bytes }: Lanes): string {
    const sizes = [RowValues.offset(this.nodes.length), bytes * this.ends.length];
    return [this.rowBytes, this.endBytes].reduce(
      (now, mark, i) => now.replaceAll(mark, String(sizes[i])),
      text,
    );
  }
}
