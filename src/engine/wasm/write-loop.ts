import type { Node } from "../../formula/formula.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { eachBit, eachBlock, eachChosen, eachParticle, eachRow } from "./row-blocks.ts";
import { mostTogether } from "./row-layout.ts";
import { type Facts, RowScopes } from "./row-scopes.ts";
import { lowest, RowSums } from "./row-sums.ts";
import type { RowValues } from "./row-values.ts";
import { scaledDown } from "./scaled-down.ts";
import { Slots } from "./slots.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** By its binary logarithm how far the largest weight may be below m, for which all weights are taken relative to m. */
const slack = 8;

/** The name of the local that stands for a leaf of a loop. */
export const loopLocal = (leaf: Node): string => `$${(leaf as { name: string }).name}`;

/**
 * Writes a loop over a table's rows: some m, z = sum exp(l_k - m) and the sums of exp(l_k - m) v_k.
 *
 * Logarithms are binary ones. Interval arithmetic bounds l over blocks of rows, and m is the largest bound at first. A short table's rows are
 * added up for all lanes' particles together. In a long one each particle chooses the blocks whose bound is not negligible beside m,
 * and adds up their rows, a vector of them at a time. Where the largest l turns out to be far from m, it takes m's place, and all
 * is done again. Particles do not depend on those beside them.
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
    this.#l = scaledDown(loop.l, Math.LN2, facts.moves);
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

  /** The bound of each block, m, and what is negligible. */
  #bounds(): string[] {
    const v = this.#v;
    const [m, bound] = [this.#m, this.#work];
    const { lines, term } = this.#scopes.bound(this.#l);
    return [
      v.set(m, lowest(v)),
      ...eachBlock(this.#label("bounds"), this.#rows, [
        ...lines,
        v.set(bound, term ?? Infinity),
        `(v128.store (local.get $u) (local.get ${bound}))`,
        v.set(m, v.pmax(m, bound)),
      ]),
      ...(term === undefined ? [v.set(m, 0)] : []),
      v.set(this.#cut, term === undefined ? lowest(v) : v.add(m, v.sub(this.#rows.cutoff(v.lanes), slack))),
    ];
  }

  #together(): string[] {
    const row = (lane: number) => this.#sums.add(this.#scopes.together(lane), this.#m);
    return [...this.#sums.begin(), ...eachRow(this.#label("row"), this.#rows, this.#v.lanes, row)];
  }

  /** The bits of the blocks that are near. */
  #choose(): string[] {
    const v = this.#v;
    const [word, bit] = [this.#work, this.#writer.local()];
    const isFar = v.lt("(v128.load (local.get $u))", this.#cut);
    return eachBit(this.#label("choose"), this.#rows, {
      begin: [v.set(word, v.int(0)), v.set(bit, v.int(1))],
      add: [v.set(word, v.or(word, v.op("v128.andnot", bit, isFar))), v.set(bit, v.shift("shl", bit, 1))],
      end: [`(v128.store (local.get $c) (local.get ${word}))`],
    });
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
    return [...slots.before, ...this.#choose(), ...particles, ...slots.after];
  }

  /** Puts the largest l in the place of m where it is far from it, and goes back to `again`; this ends, as blocks are only added. */
  #correct(again: string): string[] {
    const v = this.#v;
    const [m, cut, isFar, { largest }] = [this.#m, this.#cut, this.#work, this.#sums];
    return [
      v.set(isFar, v.or(v.lt(largest, v.sub(m, slack)), v.gt(largest, v.add(m, 1)))),
      v.set(m, v.bitselect(largest, m, isFar)),
      v.set(cut, v.bitselect(v.pmin(cut, v.add(largest, this.#rows.cutoff(v.lanes))), cut, isFar)),
      `(br_if ${again} (v128.any_true (local.get ${isFar})))`,
    ];
  }

  text(slots: Slots): string[] {
    const v = this.#v;
    const again = this.#label("again");
    return [
      `(local.set $slots ${this.#rows.scratch("slots")})`,
      ...this.#bounds(),
      `(loop ${again}`,
      `(if (i32.le_u ${this.#rows.word("length")} (i32.const ${mostTogether})) (then`,
      ...this.#together(),
      ") (else",
      ...this.#apart(slots),
      "))",
      ...this.#correct(again),
      ")",
      ...this.#sums.end(),
      v.set(this.#m, v.mul(this.#m, Math.LN2)),
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
