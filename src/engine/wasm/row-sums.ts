import type { Node } from "../../formula/formula.ts";
import { binaryWeight, weightUnit } from "./exp.ts";
import { folded } from "./folded.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Where a maximum begins, so that it is finite even where all rows are -Infinity. */
export const lowest = (v: Vocabulary): number => v.pick({ f32x4: -1e38, f64x2: -1e308 });

/** The largest of the binary logarithms l of weights, the sum of the weights, and sums of weights times values: statements. */
export class RowSums {
  readonly largest: string;
  /** The locals of the results. */
  readonly results: readonly string[];
  readonly #v: Vocabulary;
  readonly #writer: NodeWriter;
  readonly #roots: readonly Node[];
  readonly #sums: readonly string[];
  readonly #l: string;
  readonly #w: string;

  constructor(
    v: Vocabulary,
    writer: NodeWriter,
    roots: readonly [l: Node, ...values: Node[]],
    sums: readonly string[],
  ) {
    [this.#v, this.#writer, this.#roots, this.#sums] = [v, writer, roots, sums];
    [this.largest, this.#l, this.#w] = [writer.local(), writer.local(), writer.local()];
    this.results = [this.largest, ...sums];
  }

  begin(): string[] {
    const v = this.#v;
    return [v.set(this.largest, lowest(v)), ...this.#sums.map((sum) => v.set(sum, 0))];
  }

  /** Adds a row, or a vector of rows, as `scope` has it. Weights are taken relative to m, and only where `mask` is set. */
  add(scope: Scope, m: Term, mask?: string): string[] {
    const v = this.#v;
    const [l, w] = [this.#l, this.#w];
    const [text, ...values] = this.#writer.write(this.#roots, scope);
    return [
      ...scope.lines,
      v.set(l, text),
      v.set(this.largest, v.pmax(this.largest, l)),
      binaryWeight(v, w, v.sub(l, m)),
      ...(mask === undefined ? [] : [v.set(w, v.and(w, mask))]),
      ...this.#sums.map((sum, i) => v.set(sum, v.add(sum, i === 0 ? w : v.mul(w, values[i - 1])))),
    ];
  }

  /** Puts those of all lanes together. */
  fold(): string[] {
    const v = this.#v;
    return this.results.flatMap((name) => folded(v, name, name === this.largest ? v.pmax : v.add));
  }

  /** Gives the weights their unit. Where each of them is 0, which their polynomial is not, so are the sums. */
  end(): string[] {
    const v = this.#v;
    const isSome = v.gt(this.largest, lowest(v));
    return this.#sums.map((sum) => v.set(sum, v.and(v.mul(sum, v.pick(weightUnit)), isSome)));
  }
}
