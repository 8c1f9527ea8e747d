import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { NotCompilable } from "../not-compilable.ts";
import { statements } from "./statements.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** A graph as WAT: statements, the locals that they use, and a term for each output. */
export interface Written {
  readonly text: string;
  readonly locals: readonly string[];
  readonly results: readonly Term[];
}

/** An expression of some terms, for the operations that are one instruction or a few. */
function expression(v: Vocabulary, node: Node, fast: boolean, term: (n: Node) => Term, mask: (n: Node) => string) {
  const [a, b, c] = operands(node);
  switch (node.op) {
    case "add":
    case "sub":
    case "mul":
    case "div":
      return v[node.op](term(a), term(b));
    case "neg":
    case "sqrt":
    case "abs":
      return v[node.op](term(a));
    case "max":
      return fast ? v.pmax(term(a), term(b)) : v.max(term(a), term(b));
    case "min":
      return v.min(term(a), term(b));
    case "less":
      return v.and(mask(node), 1);
    case "select":
      return v.bitselect(term(b), term(c), mask(a));
    default:
      return undefined;
  }
}

/**
 * Writes a graph whose tables are written out. What is used once stands where it is used; the rest has a local. `leaf` is the term of
 * a coordinate or a parameter, `maxima` those that may take NaN for small.
 */
export function writeNodes(
  v: Vocabulary,
  outputs: readonly Node[],
  leaf: (node: Node) => Term,
  maxima: ReadonlySet<Node>,
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
    const text = expression(v, node, maxima.has(node), term, mask);
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
    const statement = statements[node.op as keyof typeof statements];
    if (statement === undefined) throw new NotCompilable(`there is no vector function for ${node.op}`);
    const [a, b] = operands(node);
    lines.push(b === undefined ? statement(v, name, term(a)) : statement(v, name, term(a), term(b)));
  }
  return { text: lines.join("\n"), locals, results: outputs.map(term) };
}

/** Whether a node is 0 or 1. */
const isTruth = (node: Node): boolean =>
  node.op === "less" || (node.op === "mul" && operands(node).every(isTruth));
