import { UsageError } from "../refusal.ts";
import { add, div, mul, neg, pow, sub, sum } from "./arithmetic.ts";
import { formula } from "./build.ts";
import { dimensionOf } from "./dimension-of.ts";
import type { Formula, Node } from "./formula.ts";
import { cos, less, log, select, sign, sin } from "./functions.ts";
import { constant, coordinate } from "./leaves.ts";
import { softMean } from "./reductions.ts";
import { topological } from "./topological.ts";

type Derivatives = WeakMap<Node, Node>;
const memo = new WeakMap<Node, Derivatives>();
const isZero = (node: Node): boolean => node.op === "constant" && node.value === 0;

function power(node: Node, [a, b]: readonly [Node, Node], da: Node, db: Node): Node {
  const base = isZero(da) ? constant(0) : mul(mul(b, pow(a, sub(b, 1))), da);
  const exponent = isZero(db) ? constant(0) : mul(mul(node, log(a)), db);
  return add(base, exponent);
}

/** The rule of each operation; d holds the derivatives of the operands. */
function rule(node: Node, variable: Node, d: (operand: Node) => Node): Node {
  if (node === variable) return constant(1);
  switch (node.op) {
    case "constant":
    case "parameter":
    case "coordinate":
    case "column":
    case "sign":
    case "less":
      return constant(0);
    case "neg":
      return neg(d(node.args[0]));
    case "exp":
      return mul(node, d(node.args[0]));
    case "log":
      return div(d(node.args[0]), node.args[0]);
    case "sqrt":
      return div(d(node.args[0]), mul(2, node));
    case "sin":
      return mul(cos(node.args[0]), d(node.args[0]));
    case "cos":
      return neg(mul(sin(node.args[0]), d(node.args[0])));
    case "tan":
      return mul(add(mul(node, node), 1), d(node.args[0]));
    case "tanh":
      return mul(sub(1, mul(node, node)), d(node.args[0]));
    case "abs":
      return mul(sign(node.args[0]), d(node.args[0]));
    case "add":
      return add(d(node.args[0]), d(node.args[1]));
    case "sub":
      return sub(d(node.args[0]), d(node.args[1]));
    case "mul": {
      const [a, b] = node.args;
      return a === b ? mul(2, mul(a, d(a))) : add(mul(d(a), b), mul(a, d(b)));
    }
    case "div": {
      const [a, b] = node.args;
      return sub(div(d(a), b), mul(div(node, b), d(b)));
    }
    case "pow":
      return power(node, node.args, d(node.args[0]), d(node.args[1]));
    case "min":
      return select(less(node.args[0], node.args[1]), d(node.args[0]), d(node.args[1]));
    case "max":
      return select(less(node.args[1], node.args[0]), d(node.args[0]), d(node.args[1]));
    case "select":
      return select(node.args[0], d(node.args[1]), d(node.args[2]));
    case "lse":
      return softMean(node.table, node.args[0], d(node.args[0]));
    case "mean": {
      const [l, v] = node.args;
      const [dl, dv] = [d(l), d(v)];
      const mean = (value: Node) => softMean(node.table, l, value);
      return add(mean(dv), sub(mean(mul(v, dl)), mul(node, mean(dl))));
    }
  }
}

/**
 * The exact derivative of a node with respect to a coordinate or a parameter, as a node.
 * At a kink (abs, min, max, select) it is that of one of the sides; sign and less are flat.
 */
export function derivative(node: Node, variable: Node): Node {
  if (variable.op !== "coordinate" && variable.op !== "parameter") {
    throw new UsageError({
      what: "variable of a derivative",
      got: variable.op,
      expected: "a coordinate or a parameter",
    });
  }
  const known = memo.get(variable) ?? new WeakMap<Node, Node>();
  memo.set(variable, known);
  const d = (operand: Node): Node => known.get(operand) as Node;
  for (const inner of topological([node])) {
    if (!known.has(inner)) known.set(inner, rule(inner, variable, d));
  }
  return d(node);
}

function onlyOutput(of: Formula): Node {
  if (of.outputs.length === 1) return of.outputs[0];
  throw new UsageError({
    what: "outputs of a formula to differentiate",
    got: of.outputs.length,
    expected: "one output",
  });
}

/** The score of a log density: d outputs, its derivatives by the coordinates of input 0. Parameters stay in order. */
export function gradient(of: Formula, dimension = dimensionOf(of)): Formula {
  const f = onlyOutput(of);
  const outputs = Array.from({ length: dimension }, (_, j) => derivative(f, coordinate(0, j)));
  return formula({ ...of, outputs });
}

/** The divergence of a vector field over input 0: one output, the sum of d output_j / d x_j. */
export function divergence(of: Formula): Formula {
  const terms = of.outputs.map((output, j) => derivative(output, coordinate(0, j)));
  return formula({ ...of, outputs: [sum(terms)] });
}
