import type { LoopParts } from "./loop-parts.ts";
import { eachBit, eachBlock, eachChosen, eachParticle, eachRow } from "./row-blocks.ts";
import type { RowScopes } from "./row-scopes.ts";
import { lowest } from "./row-sums.ts";
import type { Slots } from "./slots.ts";

/** By its logarithm to base 4 how far the sum of the weights may be below that of m, which all weights are taken relative to. */
const slack = 3;
/** From where on it may be made up of weights that are negligible. */
const lost = 16;

/** The bound of each block, and what is negligible. Where there are bounds, the largest is m. */
function bounds(
  { v, rows, m, cut, own, label }: LoopParts,
  { lines, term }: ReturnType<RowScopes["bound"]>,
): string[] {
  return [
    v.set(m, lowest(v)),
    ...eachBlock(label("bounds"), rows, [
      ...lines,
      v.set(own, term ?? Infinity),
      `(v128.store (local.get $u) (local.get ${own}))`,
      v.set(m, v.pmax(m, own)),
    ]),
    v.set(cut, term === undefined ? lowest(v) : v.add(m, v.sub(rows.cutoff(v.lanes), slack))),
  ];
}

/** The largest l of all rows, into a local. */
function largest({ v, rows, scopes, sums, label }: LoopParts, out: string): string[] {
  const row = (lane: number) => sums.largest(scopes.together(lane), out);
  return [v.set(out, lowest(v)), ...eachRow(label("largest"), rows, v.lanes, row)];
}

/** The bits of the blocks that are near. */
function choose({ v, writer, rows, cut, own: word, label }: LoopParts): string[] {
  const bit = writer.local();
  const isFar = v.lt("(v128.load (local.get $u))", cut);
  return eachBit(label("choose"), rows, {
    begin: [v.set(word, v.int(0)), v.set(bit, v.int(1))],
    add: [v.set(word, v.or(word, v.op("v128.andnot", bit, isFar))), v.set(bit, v.shift("shl", bit, 1))],
    end: [`(v128.store (local.get $c) (local.get ${word}))`],
  });
}

/** Adds up the rows of the blocks that are near, for a particle after the other. */
function addNear(parts: LoopParts, slots: Slots): string[] {
  const { v, writer, rows, scopes, sums, label } = parts;
  const m = writer.local();
  slots.hand(m, parts.m);
  const vector = sums.add(scopes.apart(slots), m, "(v128.load (local.get $r))");
  for (const result of sums.results) slots.take(result);
  const particle = [
    ...slots.first,
    ...sums.begin(),
    ...eachChosen(label("near"), rows, vector),
    ...sums.fold(),
    ...slots.last,
  ];
  const particles = eachParticle(label("particle"), v.lanes, particle);
  return [...slots.before, ...choose(parts), ...particles, ...slots.after];
}

/**
 * Where the sum of the weights is far from that of m, takes its logarithm for m, or the largest l where all weights are negligible, and goes back to
 * `again`.
 */
function correct(parts: LoopParts, again: string): string[] {
  const { v, writer, rows, sums, m, cut, own } = parts;
  const [isFar, isLost, greatest] = [writer.local(), writer.local(), writer.local()];
  return [
    v.set(isFar, sums.isBelow(slack)),
    `(if (v128.any_true (local.get ${isFar})) (then`,
    v.set(own, v.add(m, sums.order())),
    v.set(isLost, sums.isBelow(lost)),
    `(if (v128.any_true (local.get ${isLost})) (then`,
    ...largest(parts, greatest),
    v.set(own, v.bitselect(greatest, own, isLost)),
    "))",
    v.set(isFar, v.op("v128.andnot", isFar, v.eq(own, m))),
    v.set(m, v.bitselect(own, m, isFar)),
    v.set(cut, v.bitselect(v.pmin(cut, v.add(own, rows.cutoff(v.lanes))), cut, isFar)),
    `(br_if ${again} (v128.any_true (local.get ${isFar})))))`,
  ];
}

/**
 * Statements that add up the rows of a table that are not negligible. Interval arithmetic bounds l over blocks of rows, and m is the largest bound at
 * first. Each particle chooses the blocks whose bound is not negligible beside m, and adds up their rows, a vector of them at a time. Where
 * their sum shows that m is far from the largest l, another takes its place, and all is done again; where there is no bound, m is the largest l
 * from the beginning.
 */
export function addChosen(parts: LoopParts, slots: Slots): string[] {
  const again = parts.label("again");
  const bound = parts.scopes.bound(parts.l);
  const isBounded = bound.term !== undefined;
  return [
    ...bounds(parts, bound),
    ...(isBounded ? [] : largest(parts, parts.m)),
    `(loop ${again}`,
    ...addNear(parts, slots),
    ...(isBounded ? correct(parts, again) : []),
    ")",
  ];
}
