import type { Node } from "../../formula/formula.ts";
import { powerOfFour, weightUnit } from "./exp.ts";
import { folded } from "./folded.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Where a maximum begins, so that it is finite even where all rows are -Infinity. */
export const lowest = (v: Vocabulary): number => v.pick({ f32x4: -1e38, f64x2: -1e308 });

/** The sum of weights, given by their logarithms l to base 4, and sums of weights times values: statements. */
export class RowSums {
  /** The locals of the results, the sum of the weights first. */
  readonly results: readonly string[];
  readonly #v: Vocabulary;
  readonly #writer: NodeWriter;
  readonly #roots: readonly Node[];
  readonly #w: string;

  constructor(
    v: Vocabulary,
    writer: NodeWriter,
    roots: readonly [l: Node, ...values: Node[]],
    results: readonly string[],
  ) {
    [this.#v, this.#writer, this.#roots, this.results] = [v, writer, roots, results];
    this.#w = writer.local();
  }

  begin(): string[] {
    return this.results.map((sum) => this.#v.set(sum, 0));
  }

  /** Adds a row, or a vector of rows, as `scope` has it. Weights are taken relative to m, and only where `mask` is set. */
  add(scope: Scope, m: Term, mask?: string): string[] {
    const v = this.#v;
    const w = this.#w;
    const [l, ...values] = this.#writer.write(this.#roots, scope);
    return [
      ...scope.lines,
      powerOfFour(v, w, v.sub(l, m)),
      ...(mask === undefined ? [] : [v.set(w, v.and(w, mask))]),
      ...this.results.map((sum, i) => v.set(sum, v.add(sum, i === 0 ? w : v.mul(w, values[i - 1])))),
    ];
  }

  /** Takes the l of a row into the largest one. */
  largest(scope: Scope, out: string): string[] {
    const v = this.#v;
    const [l] = this.#writer.write(this.#roots.slice(0, 1), scope);
    return [...scope.lines, v.set(out, v.pmax(out, l))];
  }

  /** Puts those of all lanes together. */
  fold(): string[] {
    return this.results.flatMap((name) => folded(this.#v, name, this.#v.add));
  }

  /** Whether the sum of the weights is less than 4^-depth. */
  isBelow(depth: number): string {
    return this.#v.lt(this.results[0], 4 ** -depth / this.#v.pick(weightUnit));
  }

  /** The logarithm of the sum of the weights to base 4, rounded down to a multiple of 1/2. */
  order(): string {
    const v = this.#v;
    const { mantissa, bias } = v.lanes;
    const exponent = v.shift("shr_u", v.mul(this.results[0], v.pick(weightUnit)), mantissa);
    return v.mul(v.sub(v.or(exponent, 2 ** mantissa), 2 ** mantissa + bias), 0.5);
  }

  /** Gives the weights their unit. Where each of them is 0, which their polynomial is not, so are the sums. */
  end(m: Term): string[] {
    const v = this.#v;
    const isSome = v.gt(m, lowest(v));
    return this.results.map((sum) => v.set(sum, v.and(v.mul(sum, v.pick(weightUnit)), isSome)));
  }
}
