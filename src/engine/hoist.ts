import { div, mul } from "../formula/arithmetic.ts";
import type { Node } from "../formula/formula.ts";
import { freeTables, operands } from "../formula/intern.ts";
import { constant, coordinate, parameter } from "../formula/leaves.ts";
import { topological } from "../formula/topological.ts";
import { rebuild, substitute } from "./substitute.ts";

const known = new WeakMap<Node, boolean>();

/** Whether a node depends on numbers of the row alone. */
export function isHost(node: Node): boolean {
  if (node.op === "coordinate") return false;
  const found = known.get(node);
  if (found !== undefined) return found;
  for (const inner of topological([node])) {
    const own = inner.op !== "coordinate" && inner.op !== "column" && freeTables(inner).length === 0;
    known.set(inner, own && operands(inner).every((arg) => known.get(arg)));
  }
  return known.get(node) as boolean;
}

/**
 * Takes what depends on the numbers of a row alone out of a graph: a parameter c0, c1, ... stands for each such piece, and `columns`
 * are the pieces, over the numbers as coordinates of input 0. Dividing by a piece is multiplying by another.
 */
export function hoist(outputs: readonly Node[]): { readonly nodes: Node[]; readonly columns: Node[] } {
  const pieces: Node[] = [];
  const column = (piece: Node): Node => {
    if (piece.op === "constant") return piece;
    const index = pieces.indexOf(piece);
    return parameter(`c${index < 0 ? pieces.push(piece) - 1 : index}`);
  };
  const now = new Map<Node, Node>();
  const value = (node: Node): Node => (isHost(node) ? column(node) : (now.get(node) as Node));
  for (const node of topological(outputs)) {
    if (isHost(node)) continue;
    const [a, b] = operands(node);
    const divides = node.op === "div" && isHost(b) && b.op !== "constant";
    now.set(node, divides ? mul(value(a), column(div(1, b))) : rebuild(node, operands(node).map(value)));
  }
  const nodes = outputs.map(value);
  const columns = substitute(pieces, (leaf) =>
    leaf.op === "parameter"
      ? coordinate(0, Number(leaf.name.slice(1)))
      : constant((leaf as { value: number }).value),
  );
  return { nodes, columns };
}
