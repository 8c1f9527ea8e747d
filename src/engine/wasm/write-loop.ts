import type { Node } from "../../formula/formula.ts";
import { freeTables, operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { weight } from "./exp.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Weights below their logarithm are left out: together they are less than what rounding does. */
const negligible = { f32x4: -20, f64x2: -40 };

/** What a loop reads in each row of its table, and where the rows are: code for their addresses. */
export interface RowValues {
  readonly nodes: Node[];
  readonly begin: string;
  readonly end: string;
  readonly stride: string;
  /** Where a loop may keep a vector for each row. */
  readonly scratch: string;
}

/** The name of the local that stands for a leaf of a loop. */
export const loopLocal = (leaf: Node): string => `$${(leaf as { name: string }).name}`;

/** A load of a number into all lanes. */
export const splat = ({ lanes }: Vocabulary, offset: number, base: string): string =>
  `(v128.load${8 * lanes.bytes}_splat offset=${offset} (local.get ${base}))`;

const step = (name: string, by: string): string =>
  `(local.tee ${name} (i32.add (local.get ${name}) (i32.const ${by})))`;

/**
 * The two passes of a loop over a table's rows: first all l_k and their largest m, then z = sum exp(l_k - m) and the sums of
 * exp(l_k - m) v_k. `moves` says whether a node depends on the particle; what does not is read from memory.
 */
export function writeLoop(
  v: Vocabulary,
  writer: NodeWriter,
  { table, l, m, z, sums }: Loop,
  rows: RowValues,
  outer: Scope,
  moves: (node: Node) => boolean,
): void {
  const inRow = (node: Node) => freeTables(node).includes(table);
  const bodies = [l, ...sums.keys()];
  const fromOutside = topological(bodies, (n) => (inRow(n) && moves(n) ? operands(n) : [])).filter(
    (n) => !inRow(n),
  );
  writer.keep(fromOutside, outer);
  const given = (node: Node): Term | undefined => {
    if (!inRow(node)) return outer.terms.get(node);
    if (moves(node)) return undefined;
    const known = rows.nodes.indexOf(node);
    const index = known < 0 ? rows.nodes.push(node) - 1 : known;
    return splat(v, v.lanes.bytes * index, "$k");
  };
  const scope = (): Scope => ({ lines: [], terms: new Map(), given });
  const [first, second] = [scope(), scope()];
  const [d, w, near] = [writer.local(), writer.local(), writer.local()];
  const [lk] = writer.write([l], first);
  const values = writer.write([...sums.keys()], second);
  const [largest, total] = [m, z].map(loopLocal);
  const parts = [...sums.values()].map(loopLocal);
  writer.locals.push(largest, total, ...parts);
  const label = largest.slice(1);
  const next = (name: string) =>
    `(drop ${step("$l", "16")})\n(br_if $${name} (i32.lt_u ${step("$k", rows.stride)} (local.get $end_k))))`;
  const begin = `(local.set $k ${rows.begin})(local.set $l ${rows.scratch})`;
  outer.lines.push(
    `(local.set $end_k ${rows.end})`,
    begin,
    v.set(largest, v.pick({ f32x4: -1e38, f64x2: -1e308 })),
    `(loop $first_${label}`,
    ...first.lines,
    v.set(d, lk),
    `(v128.store (local.get $l) (local.get ${d}))`,
    v.set(largest, v.pmax(largest, d)),
    next(`first_${label}`),
    begin,
    ...[total, ...parts].map((name) => v.set(name, 0)),
    `(loop $second_${label}`,
    v.set(d, v.sub("(v128.load (local.get $l))", largest)),
    v.set(near, v.gt(d, v.pick(negligible))),
    `(if (v128.any_true (local.get ${near})) (then`,
    ...second.lines,
    weight(v, w, d),
    v.set(w, v.and(w, near)), // so that a particle does not depend on those beside it
    v.set(total, v.add(total, w)),
    ...parts.map((name, i) => v.set(name, v.add(name, v.mul(w, values[i])))),
    "))",
    next(`second_${label}`),
  );
}
