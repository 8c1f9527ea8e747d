import type {
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode,
} from "mathjs/number";
import { nearest } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { type Alphabet, vocabulary } from "./alphabet.ts";
import { add, div, mul, neg, pow, sub } from "./arithmetic.ts";
import type { Node } from "./formula.ts";
import { constant } from "./leaves.ts";
import { namedFunctions } from "./named-functions.ts";

const mostNodes = 500;
const deepest = 64;

const operators = new Map<string, (a: Node, b: Node) => Node>([
  ["add", add],
  ["subtract", sub],
  ["multiply", mul],
  ["divide", div],
  ["pow", pow],
  ["unaryMinus", (a: Node) => neg(a)],
  ["unaryPlus", (a: Node) => a],
]);

/** A sum or a product of many terms is one level deep, although its tree leans to the left. */
const level = new Map([
  ["add", 1],
  ["subtract", 1],
  ["multiply", 2],
  ["divide", 2],
]);

const excerpt = (node: MathNode): string => {
  try {
    return node.toString();
  } catch {
    return node.type;
  }
};

const refuse = (got: string, expected: string, advice: string): UsageError =>
  new UsageError({ what: "piece of a formula", got, expected, advice });

/** The graph of a syntax tree, for the node types of the allow-list; every other one is refused by name. */
export function translate(tree: MathNode, { text, symbol }: Alphabet): Node {
  let count = 0;
  const visit = (node: MathNode, depth: number, parent = 0): Node => {
    if (++count > mostNodes)
      throw refuse(text, `at most ${mostNodes} operations, names and numbers`, "Write it shorter.");
    if (depth > deepest) throw refuse(text, `an expression at most ${deepest} deep`, "Nest it less.");
    switch (node.type) {
      case "ParenthesisNode":
        return visit((node as ParenthesisNode).content, depth + 1);
      case "ConstantNode":
        return number((node as ConstantNode).value);
      case "SymbolNode":
        return symbol((node as SymbolNode).name);
      case "OperatorNode":
        return operator(node as OperatorNode, depth, parent);
      case "FunctionNode":
        return call(node as FunctionNode, depth);
      default:
        throw refuse(
          excerpt(node),
          "arithmetic",
          `${node.type.replace("Node", "")} is not allowed in a formula.`,
        );
    }
  };

  const number = (value: unknown): Node => {
    if (typeof value === "number" && Number.isFinite(value)) return constant(value);
    throw refuse(String(value), "a finite number", "Numbers are written as 2, 0.5 or 1e-3.");
  };

  const operator = (node: OperatorNode, depth: number, parent: number): Node => {
    const build = operators.get(node.fn);
    if (build === undefined)
      throw refuse(excerpt(node), "one of + - * / ^", `The operator ${node.op} is not allowed.`);
    const own = level.get(node.fn) ?? 0;
    const inner = own !== 0 && own === parent ? depth : depth + 1;
    const [a, b] = node.args.map((arg, i) => visit(arg, inner, i === 0 ? own : 0));
    return build(a, b);
  };

  const call = (node: FunctionNode, depth: number): Node => {
    const name =
      node.fn.type === "SymbolNode" ? (node.fn as unknown as SymbolNode).name : excerpt(node.fn as MathNode);
    const known = namedFunctions.get(name);
    if (known === undefined) throw unknownFunction(name);
    const [least, most] = known.arity;
    const got = node.args.length;
    if (got < least || got > most) {
      const expected = `${name} of ${most === least ? least : `at least ${least}`} argument${most === 1 ? "" : "s"}`;
      throw refuse(
        excerpt(node),
        expected,
        name === "log" ? "For another base write log(x) / log(base)." : "Check the commas.",
      );
    }
    return known.build(...node.args.map((arg) => visit(arg, depth + 1)));
  };

  const unknownFunction = (name: string): UsageError => {
    const product = isSymbol(name) ? `For a product write ${name} * (...).` : undefined;
    const names = [...namedFunctions.keys()];
    return refuse(`${name}(...)`, vocabulary, product ?? `Did you mean "${nearest(name, names)}"?`);
  };
  const isSymbol = (name: string): boolean => {
    try {
      return symbol(name) !== undefined;
    } catch {
      return false;
    }
  };
  return visit(tree, 0);
}
