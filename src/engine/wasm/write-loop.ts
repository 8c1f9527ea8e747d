import type { Node } from "../../formula/formula.ts";
import { freeTables, operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { weight } from "./exp.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { inBlock, pass, type RowValues } from "./row-blocks.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Weights below their logarithm are left out: together they are less than what rounding does. */
const negligible = { f32x4: -20, f64x2: -40 };

/** Where a maximum begins, so that it is finite even where all rows are -Infinity. */
export const lowest = (v: Vocabulary): number => v.pick({ f32x4: -1e38, f64x2: -1e308 });

/** The name of the local that stands for a leaf of a loop. */
export const loopLocal = (leaf: Node): string => `$${(leaf as { name: string }).name}`;

/** A load of a number into all lanes. */
export const splat = ({ lanes }: Vocabulary, offset: number, base: string): string =>
  `(v128.load${8 * lanes.bytes}_splat offset=${offset} (local.get ${base}))`;

/** Where the nodes of a row are: outside the loop, in memory, or to be computed. */
function scopeOf(
  v: Vocabulary,
  writer: NodeWriter,
  { table, l, sums }: Loop,
  rows: RowValues,
  outer: Scope,
  moves: (node: Node) => boolean,
): () => Scope {
  const inRow = (node: Node) => freeTables(node).includes(table);
  const within = (node: Node) => (inRow(node) && moves(node) ? operands(node) : []);
  writer.keep(
    topological([l, ...sums.keys()], within).filter((node) => !inRow(node)),
    outer,
  );
  const given = (node: Node): Term | undefined => {
    if (!inRow(node)) return outer.terms.get(node);
    if (moves(node)) return undefined;
    const known = rows.nodes.indexOf(node);
    const index = known < 0 ? rows.nodes.push(node) - 1 : known;
    return splat(v, v.lanes.bytes * index, "$k");
  };
  return () => ({ lines: [], terms: new Map(), given });
}

/**
 * The two passes of a loop over a table's rows: first all l_k and their largest m, then z = sum exp(l_k - m) and the sums of
 * exp(l_k - m) v_k. `moves` says whether a node depends on the particle; what does not is read from memory.
 */
export function writeLoop(
  v: Vocabulary,
  writer: NodeWriter,
  loop: Loop,
  rows: RowValues,
  outer: Scope,
  moves: (node: Node) => boolean,
): void {
  const scope = scopeOf(v, writer, loop, rows, outer, moves);
  const [first, second] = [scope(), scope()];
  const [lk] = writer.write([loop.l], first);
  const values = writer.write([...loop.sums.keys()], second);
  const [m, z, ...s] = [loop.m, loop.z, ...loop.sums.values()].map(loopLocal);
  const [d, w, near] = [writer.local(), writer.local(), writer.local()];
  writer.locals.push(m, z, ...s);
  const top = writer.local();
  const name = m.slice(1);
  const row = (address: string, offset: number) => [
    ...first.lines,
    v.set(d, lk),
    `(v128.store offset=${offset} (local.get ${address}) (local.get ${d}))`,
    v.set(top, v.pmax(top, d)),
  ];
  const largest = [
    v.set(top, lowest(v)),
    ...inBlock(`$rest_${name}`, rows.stride, row),
    `(v128.store (local.get $l) (local.get ${top}))`,
    v.set(m, v.pmax(m, top)),
  ];
  const compare = (address: string, offset: number) => [
    v.set(d, v.sub(`(v128.load offset=${offset} (local.get ${address}))`, m)),
    v.set(near, v.gt(d, v.pick(negligible))),
  ];
  const summed = (address: string, offset: number) => [
    ...compare(address, offset),
    ...second.lines,
    weight(v, w, d),
    v.set(w, v.and(w, near)), // so that a particle does not depend on those beside it
    v.set(z, v.add(z, w)),
    ...s.map((sum, i) => v.set(sum, v.add(sum, v.mul(w, values[i])))),
  ];
  const sums = [
    ...compare("$l", 0),
    `(if (v128.any_true (local.get ${near})) (then`,
    ...inBlock(`$near_${name}`, rows.stride, summed),
    "))",
    "(local.set $k (local.get $stop))",
  ];
  outer.lines.push(
    v.set(m, lowest(v)),
    ...pass(`$largest_${name}`, rows, largest),
    ...[z, ...s].map((sum) => v.set(sum, 0)),
    ...pass(`$sums_${name}`, rows, sums),
  );
}
