import { UsageError } from "../refusal.ts";
import type { Formula, Node, Table } from "./formula.ts";
import { operands } from "./intern.ts";
import { type LatexNames, leafName } from "./latex-names.ts";
import { factorsOf, latexFraction, type Piece, precedence, wrap } from "./latex-pieces.ts";
import { topological } from "./topological.ts";

/** A formula of more nodes, written as a tree, is not for reading. */
const longest = 3000;
const functionNames: Readonly<Record<string, string>> = {
  log: "\\log",
  sin: "\\sin",
  cos: "\\cos",
  tan: "\\tan",
  tanh: "\\tanh",
  sign: "\\operatorname{sign}",
  min: "\\min",
  max: "\\max",
};

const sumOver = (table: Table): string => `\\sum_{k=1}^{${table.rows}}`;

const fraction = (top: string, bottom: string): Piece => ({
  text: `\\frac{${top}}{${bottom}}`,
  level: precedence.power,
});

const negative = ({ text, level }: Piece): Piece => ({
  text: `-${wrap({ text, level }, precedence.product)}`,
  level: precedence.sum,
});

function product(node: Node, piece: (n: Node) => Piece): Piece {
  const [[first, power], ...rest] = factorsOf(node);
  if (first.op === "constant" && power === 1 && rest.length > 0) {
    const others = joined(rest, piece);
    const [p, q] = latexFraction(Math.abs(first.value));
    const top =
      p === "1"
        ? others
        : { text: timesText(p, wrap(others, precedence.product)), level: precedence.product };
    const whole = q === "1" ? top : fraction(top.text, q);
    return first.value < 0 ? negative(whole) : whole;
  }
  return joined([[first, power], ...rest], piece);
}

const timesText = (a: string, b: string): string => `${a} ${/^[\d.]/.test(b) ? "\\cdot" : "\\,"} ${b}`;

function joined(factors: readonly (readonly [Node, number])[], piece: (n: Node) => Piece): Piece {
  const pieces = factors.map(([base, n]): Piece => {
    if (n === 1) return piece(base);
    return { text: `${wrap(piece(base), precedence.atom)}^{${n}}`, level: precedence.power };
  });
  if (pieces.length === 1) return pieces[0];
  const text = pieces.map((factor) => wrap(factor, precedence.power)).reduce(timesText);
  return { text, level: precedence.product };
}

/** A right operand that begins with a minus turns the sign in front of it. */
function addition(node: Node, piece: (n: Node) => Piece): Piece {
  const [a, b] = operands(node);
  const left = wrap(piece(a), precedence.sum);
  const right = wrap(piece(b), node.op === "sub" ? precedence.product : precedence.sum);
  const isNegative = right.startsWith("-");
  if (node.op === "sub")
    return { text: `${left} - ${isNegative ? `(${right})` : right}`, level: precedence.sum };
  const text = isNegative ? `${left} - ${right.slice(1).trimStart()}` : `${left} + ${right}`;
  return { text, level: precedence.sum };
}

function pieceOf(node: Node, names: LatexNames, piece: (n: Node) => Piece): Piece {
  const text = (n: Node) => piece(n).text;
  const args = operands(node);
  switch (node.op) {
    case "constant":
      return { text: leafName(node, names), level: node.value < 0 ? precedence.sum : precedence.atom };
    case "parameter":
    case "coordinate":
    case "column":
      return { text: leafName(node, names), level: precedence.atom };
    case "neg":
      return negative(piece(args[0]));
    case "add":
    case "sub":
      return addition(node, piece);
    case "mul":
      return product(node, piece);
    case "div":
      return fraction(text(args[0]), text(args[1]));
    case "pow":
      return { text: `${wrap(piece(args[0]), precedence.atom)}^{${text(args[1])}}`, level: precedence.power };
    case "exp":
      return { text: `e^{${text(args[0])}}`, level: precedence.power };
    case "sqrt":
      return { text: `\\sqrt{${text(args[0])}}`, level: precedence.atom };
    case "abs":
      return { text: `\\left|${text(args[0])}\\right|`, level: precedence.atom };
    case "less":
      return { text: `${text(args[0])} < ${text(args[1])}`, level: precedence.sum };
    case "select": {
      const cases = `${text(args[1])} & \\text{if } ${text(args[0])} \\\\ ${text(args[2])} & \\text{otherwise}`;
      return { text: `\\begin{cases} ${cases} \\end{cases}`, level: precedence.sum };
    }
    case "lse":
      return { text: `\\log ${sumOver(node.table)} e^{${text(args[0])}}`, level: precedence.product };
    case "mean": {
      const weight = `${sumOver(node.table)} e^{${text(args[0])}}`;
      return fraction(`${weight} \\, ${wrap(piece(args[1]), precedence.product)}`, weight);
    }
    default:
      return {
        text: `${functionNames[node.op]}\\left(${args.map(text).join(", ")}\\right)`,
        level: precedence.power,
      };
  }
}

function nodeLatex(root: Node, names: LatexNames): string {
  const pieces = new Map<Node, Piece>();
  const sizes = new Map<Node, number>();
  for (const node of topological([root])) {
    const size = operands(node).reduce((n, arg) => n + (sizes.get(arg) as number), 1);
    if (size > longest) {
      throw new UsageError({
        what: "LaTeX of a formula",
        got: `over ${longest} terms`,
        expected: `at most ${longest}`,
        advice: "Write the parts of it, or the log density instead of its derivatives.",
      });
    }
    sizes.set(node, size);
    pieces.set(
      node,
      pieceOf(node, names, (n) => pieces.get(n) as Piece),
    );
  }
  return (pieces.get(root) as Piece).text;
}

/**
 * LaTeX for mathematics mode. Several outputs are a column vector; reductions are sums over the rows k of their
 * table. Throws a `UsageError` for what would be too long to read.
 */
export function latex(of: Formula | Node, names: LatexNames = {}): string {
  if ("op" in of) return nodeLatex(of, names);
  const texts = of.outputs.map((output) => nodeLatex(output, names));
  return texts.length === 1 ? texts[0] : `\\begin{pmatrix} ${texts.join(" \\\\ ")} \\end{pmatrix}`;
}
