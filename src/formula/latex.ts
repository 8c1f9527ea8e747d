import { UsageError } from "../refusal.ts";
import type { Formula, Node } from "./formula.ts";
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
  erfcx: "\\operatorname{erfcx}",
  min: "\\min",
  max: "\\max",
};

const sumOver = (node: Node): string => ("table" in node ? `\\sum_{k=1}^{${node.table.rows}}` : "");

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

type Writer = (args: readonly Piece[], node: Node) => Piece;

/** How the operations are written that are not sums, products or leaves. */
const writers: Readonly<Partial<Record<Node["op"], Writer>>> = {
  neg: ([a]) => negative(a),
  div: ([a, b]) => fraction(a.text, b.text),
  pow: ([a, b]) => ({ text: `${wrap(a, precedence.atom)}^{${b.text}}`, level: precedence.power }),
  exp: ([a]) => ({ text: `e^{${a.text}}`, level: precedence.power }),
  sqrt: ([a]) => ({ text: `\\sqrt{${a.text}}`, level: precedence.atom }),
  abs: ([a]) => ({ text: `\\left|${a.text}\\right|`, level: precedence.atom }),
  less: ([a, b]) => ({ text: `${a.text} < ${b.text}`, level: precedence.sum }),
  select: ([c, a, b]) => {
    const cases = `${a.text} & \\text{if } ${c.text} \\\\ ${b.text} & \\text{otherwise}`;
    return { text: `\\begin{cases} ${cases} \\end{cases}`, level: precedence.sum };
  },
  lse: ([l], node) => ({ text: `\\log ${sumOver(node)} e^{${l.text}}`, level: precedence.product }),
  mean: ([l, v], node) => {
    const weights = `${sumOver(node)} e^{${l.text}}`;
    return fraction(`${weights} \\, ${wrap(v, precedence.product)}`, weights);
  },
};

function pieceOf(node: Node, names: LatexNames, piece: (n: Node) => Piece): Piece {
  const args = operands(node);
  if (node.op === "constant" && node.value < 0) return { text: leafName(node, names), level: precedence.sum };
  if (args.length === 0) return { text: leafName(node, names), level: precedence.atom };
  if (node.op === "add" || node.op === "sub") return addition(node, piece);
  if (node.op === "mul") return product(node, piece);
  const pieces = args.map(piece);
  const list = pieces.map(({ text }) => text).join(", ");
  const call = { text: `${functionNames[node.op]}\\left(${list}\\right)`, level: precedence.power };
  return writers[node.op]?.(pieces, node) ?? call;
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
