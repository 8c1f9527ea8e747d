import type { Node, Table } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { loopLocal } from "./loop-local.ts";
import { type Loop, type Lowered, lower } from "./lower.ts";
import { NodeWriter, type Scope } from "./node-writer.ts";
import { lowest } from "./row-sums.ts";
import { RowValues } from "./row-values.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";
import { writeLoop } from "./write-loop.ts";
import { writePreparation } from "./write-preparation.ts";

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
  /** Numbers of a block of each long table. */
  readonly blockNumbers: readonly number[];
  /** Numbers of a particle that loops keep in the scratch. */
  readonly slots: number;
  /** The v128 locals of both. */
  readonly locals: readonly string[];
}

const leavesOf = ({ m, z, sums }: Loop): Node[] => [m, z, ...sums.values()];

/** Whether a node depends on the particle: on a coordinate, or on a loop that does. */
function moving({ loops }: Lowered): (node: Node) => boolean {
  const leaves = new Set(loops.flatMap(leavesOf));
  const known = new Map<Node, boolean>();
  return (root) => {
    for (const node of topological([root], (n) => (known.has(n) ? [] : operands(n)))) {
      if (known.has(node)) continue;
      known.set(
        node,
        node.op === "coordinate" || leaves.has(node) || operands(node).some((arg) => known.get(arg)),
      );
    }
    return known.get(root) as boolean;
  };
}

/** Writes the outputs of a graph. `leaf` is the term of a coordinate or a parameter. */
export function writeGraph(
  v: Vocabulary,
  outputs: readonly Node[],
  tables: readonly Table[],
  leaf: (node: Node) => Term,
  positive: (node: Node) => boolean,
): WrittenGraph {
  const graph = lower(outputs, lowest(v));
  const writer = new NodeWriter(v, graph);
  const rows = tables.map((_, t) => new RowValues(t, tables.length));
  const loopOf = new Map(graph.loops.flatMap((loop) => leavesOf(loop).map((node) => [node, loop] as const)));
  const facts = { moves: moving(graph), positive };
  let slots = 0;
  const written = new Set<Loop>();
  /** A leaf; where it is one of a loop, the loop is written first. */
  const given = (node: Node): Term | undefined => {
    if (operands(node).length > 0) return undefined;
    const loop = loopOf.get(node);
    if (loop === undefined) return leaf(node);
    if (!written.has(loop)) {
      const used = writeLoop(v, writer, loop, rows[tables.indexOf(loop.table)], outer, facts);
      slots = Math.max(slots, used);
    }
    written.add(loop);
    return loopLocal(node);
  };
  const outer: Scope = { lines: [], terms: new Map(), given };
  const results = writer.write(graph.outputs, outer);
  const preparation = tables.map((table, t) => writePreparation(v, writer, rows[t], t, table, leaf));
  const measured = (lines: readonly string[]) =>
    rows.reduce((text, own) => own.measured(text, v.lanes), lines.join("\n"));
  return {
    text: measured(outer.lines),
    results,
    preparation: measured(preparation),
    rowNumbers: rows.map(({ nodes }) => nodes.length),
    blockNumbers: rows.map(({ ends }) => ends.length),
    slots,
    locals: writer.locals,
  };
}
