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
  /** Where a loop may keep `scratchBytes`. */
  readonly scratch: string;
}

/** The name of the local that stands for a leaf of a loop. */
export const loopLocal = (leaf: Node): string => `$${(leaf as { name: string }).name}`;

/** A load of a number into all lanes. */
export const splat = ({ lanes }: Vocabulary, offset: number, base: string): string =>
  `(v128.load${8 * lanes.bytes}_splat offset=${offset} (local.get ${base}))`;

/** Rows are taken in blocks: one that is far from a particle, as most are, is passed over at once. */
const block = 8;
/** Bytes of a block in the scratch: its largest l, then that of each row. */
const blockBytes = 16 * (block + 1);
/** Bytes of the scratch for so many rows. */
export const scratchBytes = (rows: number): number => blockBytes * Math.ceil(rows / block);

const add = (name: string, by: string | number): string =>
  `(i32.add (local.get ${name}) ${typeof by === "number" ? `(i32.const ${by})` : by})`;
const advance = (name: string, by: string | number): string => `(local.set ${name} ${add(name, by)})`;
const constant = (text: string): string => `(i32.const ${text})`;

/** A pass over the blocks: $k walks over what the loop reads, $stop is where a block ends, $l walks over the scratch. */
const pass = (
  label: string,
  { begin, end, stride, scratch }: RowValues,
  body: readonly string[],
): string[] => [
  `(local.set $k ${begin})(local.set $l ${scratch})(local.set $end_k ${end})`,
  `(loop ${label}`,
  `(local.set $stop ${add("$k", `(i32.mul ${constant(stride)} ${constant(String(block))})`)})`,
  "(local.set $stop (select (local.get $stop) (local.get $end_k) (i32.lt_u (local.get $stop) (local.get $end_k))))",
  ...body,
  advance("$l", blockBytes),
  `(br_if ${label} (i32.lt_u (local.get $k) (local.get $end_k))))`,
];

/** A loop over the rows of a block, $r over the scratch. */
const rowLoop = (label: string, stride: string, body: readonly string[]): string[] => [
  `(local.set $r ${add("$l", 16)})`,
  `(loop ${label}`,
  ...body,
  advance("$r", 16),
  advance("$k", constant(stride)),
  `(br_if ${label} (i32.lt_u (local.get $k) (local.get $stop))))`,
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
  const top = writer.local();
  const name = m.slice(1);
  const row = (address: string, offset: number) => [
    ...first.lines,
    v.set(d, lk),
    `(v128.store offset=${offset} (local.get ${address}) (local.get ${d}))`,
    v.set(top, v.pmax(top, d)),
  ];
  /** A statement for each row of the block at $k: written out where it is whole. */
  const inBlock = (label: string, body: (address: string, offset: number) => readonly string[]) => [
    `(if (i32.eq (i32.sub (local.get $stop) (local.get $k)) (i32.mul ${constant(rows.stride)} ${constant(String(block))})) (then`,
    ...Array.from({ length: block }, (_, i) => [
      ...body("$l", 16 * (i + 1)),
      advance("$k", constant(rows.stride)),
    ]).flat(),
    ") (else",
    ...rowLoop(label, rows.stride, body("$r", 0)),
    "))",
  ];
  const largest = [
    v.set(top, lowest(v)),
    ...inBlock(`$rest_${name}`, row),
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
    ...inBlock(`$near_${name}`, summed),
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
