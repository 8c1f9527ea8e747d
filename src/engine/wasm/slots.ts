import type { Vocabulary } from "./vocabulary.ts";

/** A load of a number into all lanes. */
export const splat = ({ lanes }: Vocabulary, offset: number, base: string): string =>
  `(v128.load${8 * lanes.bytes}_splat offset=${offset} (local.get ${base}))`;

/** Vectors in the scratch, from $slots on, of which a loop over particles reads and writes the lane of one, from $lane on. */
export class Slots {
  count = 0;
  /** Statements before the loop, at the beginning and the end of its body, and after it. */
  readonly before: string[] = [];
  readonly first: string[] = [];
  readonly last: string[] = [];
  readonly after: string[] = [];
  readonly #v: Vocabulary;

  constructor(v: Vocabulary) {
    this.#v = v;
  }

  #next(): number {
    return 16 * this.count++;
  }

  /** Hands the particle's number of a vector to all lanes of the local `out`. */
  hand(out: string, vector: string): void {
    const offset = this.#next();
    this.before.push(`(v128.store offset=${offset} (local.get $slots) ${this.#v.term(vector)})`);
    this.first.push(this.#v.set(out, splat(this.#v, offset, "$lane")));
  }

  /** Takes the first lane of a local as the particle's number of the same local. */
  take(name: string): void {
    const offset = this.#next();
    const store = `v128.store${8 * this.#v.lanes.bytes}_lane offset=${offset} 0`;
    this.last.push(`(${store} (local.get $lane) (local.get ${name}))`);
    this.after.push(this.#v.set(name, `(v128.load offset=${offset} (local.get $slots))`));
  }
}
