import type { Node, Table } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { type Loop, type Lowered, lower } from "./lower.ts";
import { NodeWriter, type Scope } from "./node-writer.ts";
import type { RowValues } from "./row-blocks.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";
import { loopLocal, lowest, splat, writeLoop } from "./write-loop.ts";

/** A graph as WAT. */
export interface WrittenGraph {
  /** Statements for each vector of particles. */
  readonly text: string;
  /** A term for each output. */
  readonly results: readonly Term[];
  /** Statements for each row of the run, which make what `text` reads in the rows of long tables. */
  readonly preparation: string;
  /** Numbers in a row of each long table, as `preparation` makes them. */
  readonly rowNumbers: readonly number[];
  /** The v128 locals of both. */
  readonly locals: readonly string[];
}

/** A word of the description of table t, at the address in $data: where its columns are, where its rows, and how many. */
const word = (t: number, index: number): string =>
  `(i32.load offset=${16 * t + 4 * index} (local.get $data))`;

const leavesOf = ({ m, z, sums }: Loop): Node[] => [m, z, ...sums.values()];

/** Whether a node depends on the particle: on a coordinate, or on a loop that does. */
function moving({ outputs, loops }: Lowered): (node: Node) => boolean {
  const leaves = new Set(loops.flatMap(leavesOf));
  const roots = [...outputs, ...loops.flatMap(({ l, sums }) => [l, ...sums.keys()])];
  const moves = new Set<Node>();
  for (const node of topological(roots)) {
    if (node.op === "coordinate" || leaves.has(node) || operands(node).some((arg) => moves.has(arg)))
      moves.add(node);
  }
  return (node) => moves.has(node);
}

/** For each row of table t, what its loops read: from the columns at $k to the rows at $l. */
function writePreparation(
  v: Vocabulary,
  writer: NodeWriter,
  { nodes, begin, end, stride }: RowValues,
  t: number,
  table: Table,
  leaf: (node: Node) => Term,
): string {
  const { bytes } = v.lanes;
  const scope: Scope = {
    lines: [],
    terms: new Map(),
    given: (node) =>
      node.op === "column"
        ? splat(v, bytes * node.index, "$k")
        : operands(node).length === 0
          ? leaf(node)
          : undefined,
  };
  const terms = writer.write(nodes, scope);
  return `(local.set $k ${word(t, 0)})(local.set $l ${begin})(local.set $end_k ${end})
(loop $prepare${t}
${scope.lines.join("\n")}
${terms.map((x, i) => `(v128.store${8 * bytes}_lane offset=${bytes * i} 0 (local.get $l) ${v.term(x)})`).join("\n")}
(local.set $k (i32.add (local.get $k) (i32.const ${bytes * table.columns.length})))
(br_if $prepare${t} (i32.lt_u (local.tee $l (i32.add (local.get $l) (i32.const ${stride}))) (local.get $end_k))))`;
}

/** How long the rows of table t are is known when all loops are written; until then a mark stands for it. */
const mark = (t: number): string => `@${t}@`;

const rowValues = (t: number, tables: number): RowValues => ({
  nodes: [],
  begin: word(t, 1),
  end: `(i32.add ${word(t, 1)} (i32.mul ${word(t, 2)} (i32.const ${mark(t)})))`,
  stride: mark(t),
  scratch: `(i32.load offset=${16 * tables} (local.get $data))`,
});

/** Writes the outputs of a graph. `leaf` is the term of a coordinate or a parameter. */
export function writeGraph(
  v: Vocabulary,
  outputs: readonly Node[],
  tables: readonly Table[],
  leaf: (node: Node) => Term,
): WrittenGraph {
  const graph = lower(outputs, lowest(v));
  const writer = new NodeWriter(v, graph);
  const rows = tables.map((_, t) => rowValues(t, tables.length));
  const loopOf = new Map(graph.loops.flatMap((loop) => leavesOf(loop).map((node) => [node, loop] as const)));
  const moves = moving(graph);
  const written = new Set<Loop>();
  /** A leaf; where it is one of a loop, the loop is written first. */
  const given = (node: Node): Term | undefined => {
    if (operands(node).length > 0) return undefined;
    const loop = loopOf.get(node);
    if (loop === undefined) return leaf(node);
    if (!written.has(loop)) writeLoop(v, writer, loop, rows[tables.indexOf(loop.table)], outer, moves);
    written.add(loop);
    return loopLocal(node);
  };
  const outer: Scope = { lines: [], terms: new Map(), given };
  const results = writer.write(graph.outputs, outer);
  const preparation = tables.map((table, t) => writePreparation(v, writer, rows[t], t, table, leaf));
  const measured = (lines: readonly string[]) =>
    rows.reduce(
      (text, { nodes }, t) => text.replaceAll(mark(t), String(v.lanes.bytes * nodes.length)),
      lines.join("\n"),
    );
  return {
    text: measured(outer.lines),
    results,
    preparation: measured(preparation),
    rowNumbers: rows.map(({ nodes }) => nodes.length),
    locals: writer.locals,
  };
}
