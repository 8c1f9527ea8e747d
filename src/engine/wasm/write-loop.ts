import type { Node } from "../../formula/formula.ts";
import { chooseBlocks } from "./choose-blocks.ts";
import { loopLocal } from "./loop-local.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { eachBlock, eachChosen, eachParticle, eachRow } from "./row-blocks.ts";
import { mostTogether } from "./row-layout.ts";
import { type Facts, RowScopes } from "./row-scopes.ts";
import { lowest, RowSums } from "./row-sums.ts";
import type { RowValues } from "./row-values.ts";
import { scaledDown } from "./scaled-down.ts";
import { Slots } from "./slots.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** By its logarithm to base 4 how far the sum of the weights may be below that of m, which all weights are taken relative to. */
const slack = 3;

/**
 * Writes a loop over a table's rows: some m, z = sum exp(l_k - m) and the sums of exp(l_k - m) v_k.
 *
 * Logarithms are to base 4. Interval arithmetic bounds l over blocks of rows, and m is the largest bound at first. A short table's rows are
 * added up for all lanes' particles together. In a long one each particle chooses the blocks whose bound is not negligible beside m,
 * and adds up their rows, a vector of them at a time. Where their sum shows that the largest l is far from m, it takes m's place, and all
 * is done again; where there is no bound, it is m from the beginning. Particles do not depend on those beside them.
 */
class LoopWriter {
  readonly #v: Vocabulary;
  readonly #writer: NodeWriter;
  readonly #rows: RowValues;
  readonly #scopes: RowScopes;
  readonly #sums: RowSums;
  readonly #l: Node;
  readonly #m: string;
  /** What l is negligible below. */
  readonly #cut: string;
  readonly #work: string;

  constructor(v: Vocabulary, writer: NodeWriter, loop: Loop, rows: RowValues, outer: Scope, facts: Facts) {
    [this.#v, this.#writer, this.#rows] = [v, writer, rows];
    this.#scopes = new RowScopes(v, writer, loop.table, rows, outer, facts);
    this.#l = scaledDown(loop.l, 2 * Math.LN2, facts.moves);
    const roots = [this.#l, ...loop.sums.keys()] as const;
    this.#scopes.keep(roots);
    const [m, ...sums] = [loop.m, loop.z, ...loop.sums.values()].map(loopLocal);
    writer.locals.push(m, ...sums);
    this.#sums = new RowSums(v, writer, roots, sums);
    [this.#m, this.#cut, this.#work] = [m, writer.local(), writer.local()];
  }

  #label(purpose: string): string {
    return `$${purpose}_${this.#m.slice(1)}`;
  }

  /** The bound of each block, and what is negligible. Where there are bounds, the largest is m. */
  #bounds(bound: ReturnType<RowScopes["bound"]>): string[] {
    const v = this.#v;
    const [m, own] = [this.#m, this.#work];
    const below = v.sub(this.#rows.cutoff(v.lanes), slack);
    return [
      v.set(m, lowest(v)),
      ...eachBlock(this.#label("bounds"), this.#rows, [
        ...bound.lines,
        v.set(own, bound.term ?? Infinity),
        `(v128.store (local.get $u) (local.get ${own}))`,
        v.set(m, v.pmax(m, own)),
      ]),
      v.set(this.#cut, bound.term === undefined ? lowest(v) : v.add(m, below)),
    ];
  }

  /** The largest l of all rows, into a local. */
  #largest(out: string): string[] {
    const v = this.#v;
    const row = (lane: number) => this.#sums.largest(this.#scopes.together(lane), out);
    return [v.set(out, lowest(v)), ...eachRow(this.#label("largest"), this.#rows, v.lanes, row)];
  }

  #together(): string[] {
    const row = (lane: number) => this.#sums.add(this.#scopes.together(lane), this.#m);
    return [...this.#sums.begin(), ...eachRow(this.#label("row"), this.#rows, this.#v.lanes, row)];
  }

  #apart(slots: Slots): string[] {
    const m = this.#writer.local();
    slots.hand(m, this.#m);
    const vector = this.#sums.add(this.#scopes.apart(slots), m, "(v128.load (local.get $r))");
    for (const result of this.#sums.results) slots.take(result);
    const particle = [
      ...slots.first,
      ...this.#sums.begin(),
      ...eachChosen(this.#label("near"), this.#rows, vector),
      ...this.#sums.fold(),
      ...slots.last,
    ];
    const particles = eachParticle(this.#label("particle"), this.#v.lanes, particle);
    const word = [this.#work, this.#writer.local()] as const;
    const choice = chooseBlocks(this.#v, this.#rows, this.#label("choose"), this.#cut, word);
    return [...slots.before, ...choice, ...particles, ...slots.after];
  }

  /** Puts the largest l in the place of m where it is far from it, and goes back to `again`. */
  #correct(again: string): string[] {
    const v = this.#v;
    const [m, cut, largest, isFar] = [this.#m, this.#cut, this.#work, this.#writer.local()];
    return [
      v.set(isFar, this.#sums.isBelow(slack)),
      `(if (v128.any_true (local.get ${isFar})) (then`,
      ...this.#largest(largest),
      v.set(isFar, v.op("v128.andnot", isFar, v.eq(largest, m))),
      v.set(m, v.bitselect(largest, m, isFar)),
      v.set(cut, v.bitselect(v.pmin(cut, v.add(largest, this.#rows.cutoff(v.lanes))), cut, isFar)),
      `(br_if ${again} (v128.any_true (local.get ${isFar})))))`,
    ];
  }

  text(slots: Slots): string[] {
    const [v, again] = [this.#v, this.#label("again")];
    const bound = this.#scopes.bound(this.#l);
    const isBounded = bound.term !== undefined;
    return [
      `(local.set $slots ${this.#rows.scratch("slots")})`,
      ...this.#bounds(bound),
      ...(isBounded ? [] : this.#largest(this.#m)),
      `(loop ${again}`,
      `(if (i32.le_u ${this.#rows.word("length")} (i32.const ${mostTogether})) (then`,
      ...this.#together(),
      ") (else",
      ...this.#apart(slots),
      "))",
      ...(isBounded ? this.#correct(again) : []),
      ")",
      ...this.#sums.end(this.#m),
      v.set(this.#m, v.mul(this.#m, 2 * Math.LN2)),
    ];
  }
}

/** Writes a loop into the scope around it, and returns how many slots it takes. */
export function writeLoop(
  v: Vocabulary,
  writer: NodeWriter,
  loop: Loop,
  rows: RowValues,
  outer: Scope,
  facts: Facts,
): number {
  const slots = new Slots(v);
  outer.lines.push(...new LoopWriter(v, writer, loop, rows, outer, facts).text(slots));
  return slots.count;
}
