import type { ConstantNode, FunctionNode, MathNode, OperatorNode, ParenthesisNode, SymbolNode } from "mathjs";
import { suggestion } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { type Alphabet, vocabulary } from "./alphabet.ts";
import { add, div, mul, neg, pow, sub } from "./arithmetic.ts";
import type { Node } from "./formula.ts";
import { constant } from "./leaves.ts";
import { namedFunctions } from "./named-functions.ts";

const mostNodes = 500;
const deepest = 64;

/** a / b, where b is not the constant 0. */
function quotient(a: Node, b: Node): Node {
  if (b.op !== "constant" || b.value !== 0) return div(a, b);
  throw refuse("a division by zero", "a divisor that is not zero");
}

const operators = new Map<string, (a: Node, b: Node) => Node>([
  ["add", add],
  ["subtract", sub],
  ["multiply", mul],
  ["divide", quotient],
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

const refuse = (got: string, expected: string, advice?: string): UsageError =>
  new UsageError({ what: "piece of a formula", got, expected, advice });

function number(value: unknown): Node {
  if (typeof value === "number" && Number.isFinite(value)) return constant(value);
  throw refuse(String(value), "a finite number", "Numbers are written as 2, 0.5 or 1e-3.");
}

function unknownFunction(name: string, isSymbol: boolean): UsageError {
  const advice = isSymbol
    ? `For a product write ${name} * (...).`
    : suggestion(name, [...namedFunctions.keys()]);
  return refuse(`${name}(...)`, vocabulary, advice);
}

function checkArity(node: FunctionNode, name: string, [least, most]: readonly [number, number]): void {
  const got = node.args.length;
  if (got >= least && got <= most) return;
  const expected = `${name} of ${most === least ? least : `at least ${least}`} argument${most === 1 ? "" : "s"}`;
  const advice = name === "log" ? "For another base write log(x) / log(base)." : "Check the commas.";
  throw refuse(excerpt(node), expected, advice);
}

/** Walks a syntax tree and counts what it meets. */
class Translator {
  #count = 0;
  readonly #alphabet: Alphabet;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  /** `parent` is the level of the chain that the node continues, if any. */
  visit(node: MathNode, depth: number, parent = 0): Node {
    const { text, symbol } = this.#alphabet;
    if (++this.#count > mostNodes) {
      throw refuse(text, `at most ${mostNodes} operations, names and numbers`, "Write it shorter.");
    }
    if (depth > deepest) throw refuse(text, `an expression at most ${deepest} deep`, "Nest it less.");
    switch (node.type) {
      case "ParenthesisNode":
        return this.visit((node as ParenthesisNode).content, depth + 1);
      case "ConstantNode":
        return number((node as ConstantNode).value);
      case "SymbolNode":
        return symbol((node as SymbolNode).name);
      case "OperatorNode":
        return this.#operator(node as OperatorNode, depth, parent);
      case "FunctionNode":
        return this.#call(node as FunctionNode, depth);
      default:
        throw refuse(
          excerpt(node),
          "arithmetic",
          `${node.type.replace("Node", "")} is not allowed in a formula.`,
        );
    }
  }

  #operator(node: OperatorNode, depth: number, parent: number): Node {
    const build = operators.get(node.fn);
    if (build === undefined) {
      throw refuse(excerpt(node), "one of + - * / ^", `The operator ${node.op} is not allowed.`);
    }
    const own = level.get(node.fn) ?? 0;
    const inner = own !== 0 && own === parent ? depth : depth + 1;
    const [a, b] = node.args.map((arg, i) => this.visit(arg, inner, i === 0 ? own : 0));
    return build(a, b);
  }

  #call(node: FunctionNode, depth: number): Node {
    const fn: MathNode = node.fn;
    const name = fn.type === "SymbolNode" ? (fn as SymbolNode).name : excerpt(fn);
    const known = namedFunctions.get(name);
    if (known === undefined) throw unknownFunction(name, this.#alphabet.has(name));
    checkArity(node, name, known.arity);
    return known.build(...node.args.map((arg) => this.visit(arg, depth + 1)));
  }
}

/** The graph of a syntax tree, for the node types of the allow-list; every other one is refused by name. */
export const translate = (tree: MathNode, alphabet: Alphabet): Node =>
  new Translator(alphabet).visit(tree, 0);
