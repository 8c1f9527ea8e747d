import type { Node, Table } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { folded } from "./folded.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { advance } from "./row-blocks.ts";
import { blockVectors } from "./row-layout.ts";
import { type End, RowValues } from "./row-values.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

const load = (offset: number): string => `(v128.load offset=${offset} (local.get $k))`;

/** What the loops over table t read: of each row from the columns, of each block from the rows. */
export function writePreparation(
  v: Vocabulary,
  writer: NodeWriter,
  rows: RowValues,
  t: number,
  table: Table,
  leaf: (node: Node) => Term,
): string {
  const { bytes } = v.lanes;
  const { nodes, ends } = rows;
  const scope: Scope = {
    lines: [],
    terms: new Map(),
    given: (node) =>
      node.op === "column" ? load(16 * node.index) : operands(node).length === 0 ? leaf(node) : undefined,
  };
  const terms = writer.write(nodes, scope);
  const locals = ends.map(() => writer.local());
  const fold = ({ side }: End) => (side === "low" ? v.pmin : v.pmax);
  const vectors = Array.from({ length: blockVectors }, (_, i) => [
    ...ends.map((end, j) =>
      v.set(
        locals[j],
        i === 0 ? load(RowValues.offset(end.index)) : fold(end)(locals[j], load(RowValues.offset(end.index))),
      ),
    ),
    advance("$k", rows.rowBytes),
  ]).flat();
  const stores = ends.flatMap((end, j) => [
    ...folded(v, locals[j], fold(end)),
    `(v128.store${8 * bytes}_lane offset=${bytes * j} 0 (local.get $l) (local.get ${locals[j]}))`,
  ]);
  return [
    `(local.set $k ${rows.word("columns")})(local.set $l ${rows.word("rows")})(local.set $stop ${rows.word("paddedEnd")})`,
    `(loop $prepare${t}`,
    ...scope.lines,
    ...terms.map((x, i) => `(v128.store offset=${RowValues.offset(i)} (local.get $l) ${v.term(x)})`),
    advance("$k", 16 * table.columns.length),
    advance("$l", rows.rowBytes),
    `(br_if $prepare${t} (i32.lt_u (local.get $l) (local.get $stop))))`,
    `(local.set $k ${rows.word("rows")})(local.set $l ${rows.word("blocks")})`,
    `(loop $blocks${t}`,
    ...vectors,
    ...stores,
    advance("$l", rows.endBytes),
    `(br_if $blocks${t} (i32.lt_u (local.get $k) (local.get $stop))))`,
  ].join("\n");
}
