import type { Node, Table } from "./formula.ts";
import { freeTables, operands } from "./intern.ts";
import { topological } from "./topological.ts";

/** How often a node is computed: once for all, once a call, once a particle, once a component. */
export const depths = { fixed: 0, call: 1, particle: 2, component: 3 } as const;

/** Reductions with the same table and weight, which one loop over the rows serves. */
export interface Group {
  readonly table: Table;
  readonly weight: Node;
  readonly depth: number;
  readonly members: Extract<Node, { op: "lse" | "mean" }>[];
}

export interface Analysis {
  readonly depth: ReadonlyMap<Node, number>;
  /** What to compute, operands first: nodes outside the row loops, and whole groups. */
  readonly steps: readonly (Node | Group)[];
}

/**
 * Where each node belongs, and in which order. The rank of a node counts the reductions that are nested in it:
 * groups of rank r depend on nodes of a lower rank only, so a group is computed as soon as its rank begins.
 */
export function analyse(outputs: readonly Node[], depthOfLeaf: (leaf: Node) => number): Analysis {
  const order = topological(outputs);
  const depth = new Map<Node, number>();
  const rank = new Map<Node, number>();
  const most = (of: Map<Node, number>, node: Node) =>
    operands(node).reduce((top, arg) => Math.max(top, of.get(arg) as number), 0);
  for (const node of order) {
    depth.set(node, operands(node).length === 0 ? depthOfLeaf(node) : most(depth, node));
    rank.set(node, most(rank, node) + ("table" in node && node.op !== "column" ? 1 : 0));
  }
  const groups = new Map<string, Group>();
  const ranks: { groups: Group[]; nodes: Node[] }[] = [];
  for (const node of order.filter((n) => freeTables(n).length === 0)) {
    const [at, nesting] = [depth.get(node) as number, rank.get(node) as number];
    ranks[nesting] ??= { groups: [], nodes: [] };
    if (node.op !== "lse" && node.op !== "mean") {
      ranks[nesting].nodes.push(node);
      continue;
    }
    const key = `${node.table.id} ${node.args[0].id} ${nesting} ${at}`;
    const group = groups.get(key) ?? { table: node.table, weight: node.args[0], depth: at, members: [] };
    if (!groups.has(key)) ranks[nesting].groups.push(group);
    groups.set(key, group);
    group.members.push(node);
  }
  return { depth, steps: ranks.flatMap((r) => [...r.groups, ...r.nodes]) };
}
