import type { Lanes } from "./lanes.ts";
import { blockVectors, wordBlocks } from "./row-layout.ts";
import type { RowValues } from "./row-values.ts";

const get = (name: string): string => `(local.get ${name})`;
const set = (name: string, value: string): string => `(local.set ${name} ${value})`;
const constant = (value: number | string): string => `(i32.const ${value})`;
const plus = (name: string, by: string): string => `(i32.add ${get(name)} ${by})`;
const isBelow = (a: string, b: string): string => `(i32.lt_u ${get(a)} ${get(b)})`;
/** $n less one, which it becomes. */
const countDown = `(local.tee $n ${plus("$n", constant(-1))})`;
export const advance = (name: string, by: number | string): string => set(name, plus(name, constant(by)));

/** The lanes' particles one after the other: $lane is where the particle's number is in the first slot. */
export const eachParticle = (label: string, { bytes }: Lanes, body: readonly string[]): string[] => [
  set("$lane", get("$slots")),
  `(loop ${label}`,
  ...body,
  advance("$lane", bytes),
  `(br_if ${label} (i32.lt_u ${get("$lane")} ${plus("$slots", constant(16))})))`,
];

/** The rows one after the other: those of a vector are at $r, and `body` is told in which lane of it a row is. */
export const eachRow = (
  label: string,
  rows: RowValues,
  { count }: Lanes,
  body: (lane: number) => readonly string[],
): string[] => [
  set("$r", rows.word("rows")),
  set("$n", rows.word("length")),
  `(block ${label}_end (loop ${label}`,
  ...Array.from({ length: count }, (_, lane) => [
    ...body(lane),
    `(br_if ${label}_end (i32.eqz ${countDown}))`,
  ]).flat(),
  advance("$r", rows.rowBytes),
  `(br ${label})))`,
];

/** The blocks one after the other: what is read of one is at $k, its bound goes to $u. */
export const eachBlock = (label: string, rows: RowValues, body: readonly string[]): string[] => [
  set("$k", rows.word("blocks")),
  set("$u", rows.scratch("bounds")),
  set("$stop", rows.word("boundsEnd")),
  `(loop ${label}`,
  ...body,
  advance("$k", rows.endBytes),
  advance("$u", 16),
  `(br_if ${label} ${isBelow("$u", "$stop")}))`,
];

/** Words of a bit a block, in each lane: `begin` begins one, `add` adds the bit of the block with the bound at $u, `end` puts it to $c. */
export const eachBit = (
  label: string,
  rows: RowValues,
  { begin, add, end }: Readonly<Record<"begin" | "add" | "end", readonly string[]>>,
): string[] => [
  set("$u", rows.scratch("bounds")),
  set("$stop", rows.word("boundsEnd")),
  set("$c", rows.scratch("chosen")),
  `(loop ${label}_words`,
  ...begin,
  set("$n", plus("$u", constant(16 * wordBlocks))),
  set("$n", `(select ${get("$n")} ${get("$stop")} ${isBelow("$n", "$stop")})`),
  `(loop ${label}`,
  ...add,
  advance("$u", 16),
  `(br_if ${label} ${isBelow("$u", "$n")}))`,
  ...end,
  advance("$c", 16),
  `(br_if ${label}_words ${isBelow("$u", "$stop")}))`,
];

/** The vectors of rows of a block, from $r on: as many as there are. */
const eachVector = (label: string, { rowBytes }: RowValues, body: readonly string[]): string[] => [
  `(block ${label}`,
  ...body,
  ...Array.from({ length: blockVectors - 1 }, () => [
    advance("$r", rowBytes),
    `(br_if ${label} (i32.ge_u ${get("$r")} ${get("$stop")}))`,
    ...body,
  ]).flat(),
  ")",
];

/** The vectors of rows of the blocks whose bits are set for the particle at $lane: what is read of one is at $r. */
export const eachChosen = (label: string, rows: RowValues, body: readonly string[]): string[] => [
  set("$k", rows.word("rows")),
  set("$stop", rows.word("end")),
  set("$c", `(i32.add ${rows.scratch("chosen")} (i32.sub ${get("$lane")} ${get("$slots")}))`),
  `(loop ${label}_words`,
  set("$n", `(i32.load ${get("$c")})`),
  `(block ${label}_none (br_if ${label}_none (i32.eqz ${get("$n")}))`,
  `(loop ${label}`,
  set(
    "$r",
    `(i32.mul (i32.ctz ${get("$n")}) (i32.mul ${constant(rows.rowBytes)} ${constant(blockVectors)}))`,
  ),
  set("$r", plus("$r", get("$k"))),
  ...eachVector(`${label}_end`, rows, body),
  `(br_if ${label} (local.tee $n (i32.and ${get("$n")} ${plus("$n", constant(-1))})))`,
  "))",
  set("$k", plus("$k", `(i32.mul ${constant(rows.rowBytes)} ${constant(blockVectors * wordBlocks)})`)),
  advance("$c", 16),
  `(br_if ${label}_words ${isBelow("$k", "$stop")}))`,
];
