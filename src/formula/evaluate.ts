import type { Formula, Node, Table } from "./formula.ts";
import { freeTables } from "./intern.ts";
import { operations } from "./operations.ts";
import { topological } from "./topological.ts";

/** A formula at one point, by a plain walk over the graph: slow, and the reference for compiled code. */
export function evaluate(
  { parameters, outputs }: Formula,
  numbers: readonly number[],
  ...xs: readonly ArrayLike<number>[]
): number[] {
  const order = topological(outputs);
  const values = new Map<Node, number>();
  const rowNodes = (of: Table) => order.filter((n) => freeTables(n).includes(of));

  /** The values of the nodes in each row of the table. */
  const overRows = (of: Table, ...nodes: Node[]): number[][] => {
    const inner = rowNodes(of);
    return Array.from({ length: of.rows }, (_, k) => {
      for (const node of inner) values.set(node, value(node, k));
      return nodes.map((node) => values.get(node) as number);
    });
  };
  const value = (node: Node, k: number): number => {
    switch (node.op) {
      case "constant":
        return node.value;
      case "parameter":
        return numbers[parameters.indexOf(node.name)];
      case "coordinate":
        return xs[node.input][Math.max(node.component, 0)];
      case "column":
        return node.table.columns[node.index][k];
      case "select": {
        const [condition, a, b] = node.args.map((arg) => values.get(arg) as number);
        return condition !== 0 ? a : b;
      }
      case "lse":
        return logSumExpOf(overRows(node.table, ...node.args).map(([l]) => l));
      case "mean":
        return softMeanOf(overRows(node.table, ...node.args));
      default: {
        const [a, b] = node.args.map((arg) => values.get(arg) as number);
        return operations[node.op].value(a, b);
      }
    }
  };
  for (const node of order) if (freeTables(node).length === 0) values.set(node, value(node, -1));
  return outputs.map((output) => values.get(output) as number);
}

function logSumExpOf(l: readonly number[]): number {
  const m = Math.max(...l);
  return m === -Infinity ? m : m + Math.log(l.reduce((z, lk) => z + Math.exp(lk - m), 0));
}

function softMeanOf(rows: readonly (readonly number[])[]): number {
  const m = Math.max(...rows.map(([l]) => l));
  let z = 0;
  let s = 0;
  for (const [l, v] of rows) {
    const w = Math.exp(l - m);
    z += w;
    if (w > 0) s += w * v;
  }
  return s / z;
}
