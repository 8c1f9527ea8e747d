import type { Node } from "../../formula/formula.ts";
import { freeTables, operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { weight } from "./exp.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** Weights below their logarithm are left out: together they are less than what rounding does. */
const negligible = { f32x4: -20, f64x2: -40 };

/** Where a maximum begins, so that it is finite even where all rows are -Infinity. */
export const lowest = (v: Vocabulary): number => v.pick({ f32x4: -1e38, f64x2: -1e308 });

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

const advance = (name: string, by: string): string =>
  `(local.tee ${name} (i32.add (local.get ${name}) (i32.const ${by})))`;

/** A pass over the rows: $k walks over what the loop reads, $l over a vector for each row. */
const pass = (
  label: string,
  { begin, end, stride, scratch }: RowValues,
  body: readonly string[],
): string[] => [
  `(local.set $k ${begin})(local.set $l ${scratch})(local.set $end_k ${end})`,
  `(loop ${label}`,
  ...body,
  `(drop ${advance("$l", "16")})`,
  `(br_if ${label} (i32.lt_u ${advance("$k", stride)} (local.get $end_k))))`,
];

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
  const largest = [
    ...first.lines,
    v.set(d, lk),
    `(v128.store (local.get $l) (local.get ${d}))`,
    v.set(m, v.pmax(m, d)),
  ];
  const sums = [
    v.set(d, v.sub("(v128.load (local.get $l))", m)),
    v.set(near, v.gt(d, v.pick(negligible))),
    `(if (v128.any_true (local.get ${near})) (then`,
    ...second.lines,
    weight(v, w, d),
    v.set(w, v.and(w, near)), // so that a particle does not depend on those beside it
    v.set(z, v.add(z, w)),
    ...s.map((name, i) => v.set(name, v.add(name, v.mul(w, values[i])))),
    "))",
  ];
  outer.lines.push(
    v.set(m, lowest(v)),
    ...pass(`$largest_${m.slice(1)}`, rows, largest),
    ...[z, ...s].map((name) => v.set(name, 0)),
    ...pass(`$sums_${m.slice(1)}`, rows, sums),
  );
}
