import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { weight } from "./exp.ts";
import { expressions } from "./expressions.ts";
import type { Inner } from "./lower.ts";
import { statements } from "./statements.ts";
import type { Statements, Term, Vocabulary } from "./vocabulary.ts";

/** A graph as WAT: statements, the locals that they use, and a term for each output. */
export interface Written {
  readonly text: string;
  readonly locals: readonly string[];
  readonly results: readonly Term[];
}

/**
 * Writes a graph whose tables are written out. What is used once stands where it is used; the rest has a local. `leaf` is the term of
 * a coordinate or a parameter.
 */
export function writeNodes(
  v: Vocabulary,
  outputs: readonly Node[],
  leaf: (node: Node) => Term,
  { maxima, weights }: Inner,
): Written {
  const order = topological(outputs);
  const uses = new Map<Node, number>();
  const use = (node: Node) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of order) operands(node).forEach(use);
  outputs.forEach(use);
  const lines: string[] = [];
  const locals: string[] = [];
  const terms = new Map<Node, Term>();
  const term = (node: Node): Term => terms.get(node) as Term;
  const mask = (node: Node): string => {
    if (node.op === "less") return v.lt(term(node.args[0]), term(node.args[1]));
    if (node.op === "mul" && node.args.every(isTruth)) return v.and(mask(node.args[0]), mask(node.args[1]));
    return v.op("v128.not", v.eq(term(node), 0));
  };
  /** A node as one expression, where it is one. */
  const expression = (node: Node): string | undefined => {
    const [a, b, c] = operands(node);
    if (node.op === "less") return v.and(mask(node), 1);
    if (node.op === "select") return v.bitselect(term(b), term(c), mask(a));
    if (maxima.has(node)) return v.pmax(term(a), term(b));
    const write = expressions[node.op as keyof typeof expressions];
    return write?.(v, term(a), b && term(b), 0);
  };
  const local = (): string => {
    const name = `$v${locals.length}`;
    locals.push(name);
    return name;
  };
  for (const node of order) {
    if (operands(node).length === 0) {
      terms.set(node, node.op === "constant" ? node.value : leaf(node));
      continue;
    }
    const text = expression(node);
    if (text !== undefined && uses.get(node) === 1) {
      terms.set(node, text);
      continue;
    }
    const name = local();
    terms.set(node, name);
    if (text !== undefined) {
      lines.push(v.set(name, text));
      continue;
    }
    const [a, b] = operands(node);
    const write: Statements = weights.has(node) ? weight : statements[node.op as keyof typeof statements];
    lines.push(write(v, name, term(a), b && term(b)));
  }
  return { text: lines.join("\n"), locals, results: outputs.map(term) };
}

/** Whether a node is 0 or 1. */
const isTruth = (node: Node): boolean =>
  node.op === "less" || (node.op === "mul" && operands(node).every(isTruth));
