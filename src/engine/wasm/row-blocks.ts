import type { Node } from "../../formula/formula.ts";

/** What a loop reads in each row of its table, and where the rows are: code for their addresses. */
export interface RowValues {
  readonly nodes: Node[];
  readonly begin: string;
  readonly end: string;
  readonly stride: string;
  /** Where a loop may keep `scratchBytes`. */
  readonly scratch: string;
}

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
export const pass = (
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

/** Statements for each row of the block at $k: written out where it is whole. `body` is told where the scratch of a row is. */
export const inBlock = (
  label: string,
  stride: string,
  body: (address: string, offset: number) => readonly string[],
): string[] => [
  `(if (i32.eq (i32.sub (local.get $stop) (local.get $k)) (i32.mul ${constant(stride)} ${constant(String(block))})) (then`,
  ...Array.from({ length: block }, (_, i) => [
    ...body("$l", 16 * (i + 1)),
    advance("$k", constant(stride)),
  ]).flat(),
  ") (else",
  ...rowLoop(label, stride, body("$r", 0)),
  "))",
];
