import type { Node } from "./formula.ts";
import { latexNumber } from "./latex-pieces.ts";

/** How leaves are spelt, in LaTeX; what is left out is spelt by rule. */
export interface LatexNames {
  /** Component j of input i; j is -1 in a formula for `map`. */
  readonly coordinate?: (input: number, component: number) => string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const greek = new Set(
  "alpha beta gamma delta epsilon theta kappa lambda mu nu rho sigma tau phi omega eta".split(" "),
);
const subscript = (n: number): string => (n < 10 ? String(n) : `{${n}}`);

/** LaTeX of a node without operands. */
export function leafName(node: Node, names: LatexNames): string {
  switch (node.op) {
    case "constant":
      return latexNumber(node.value);
    case "parameter": {
      const word = greek.has(node.name) ? `\\${node.name}` : `\\mathrm{${node.name.replaceAll("_", "\\_")}}`;
      return names.parameters?.[node.name] ?? (node.name.length === 1 ? node.name : word);
    }
    case "coordinate": {
      const letter = ["x", "y", "z"][node.input] ?? `u^{(${node.input + 1})}`;
      const plain = node.component < 0 ? letter : `${letter}_${subscript(node.component + 1)}`;
      return names.coordinate?.(node.input, node.component) ?? plain;
    }
    default:
      return node.op === "column" ? (node.table.symbols?.[node.index] ?? `c^{(${node.index + 1})}_k`) : "";
  }
}
