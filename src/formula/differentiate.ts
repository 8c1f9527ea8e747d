import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { add, div, mul, neg, pow, sub, sum } from "./arithmetic.ts";
import { formula } from "./build.ts";
import { dimensionOf } from "./dimension-of.ts";
import type { Binary, Formula, Node, Table, Unary } from "./formula.ts";
import { cos, less, log, select, sign, sin } from "./functions.ts";
import { constant, coordinate } from "./leaves.ts";
import { softMean } from "./reductions.ts";
import { topological } from "./topological.ts";

type Derivatives = WeakMap<Node, Node>;
const memo = new WeakMap<Node, Derivatives>();
const isZero = (node: Node): boolean => node.op === "constant" && node.value === 0;

/** Chain rules: the derivative of f(a), given a, da and f itself. */
const unary: Readonly<Record<Unary, (a: Node, da: Node, f: Node) => Node>> = {
  neg: (_, da) => neg(da),
  exp: (_, da, f) => mul(f, da),
  log: (a, da) => div(da, a),
  sqrt: (_, da, f) => div(da, mul(2, f)),
  sin: (a, da) => mul(cos(a), da),
  cos: (a, da) => neg(mul(sin(a), da)),
  tan: (_, da, f) => mul(add(mul(f, f), 1), da),
  tanh: (_, da, f) => mul(sub(1, mul(f, f)), da),
  abs: (a, da) => mul(sign(a), da),
  sign: () => constant(0),
  erfcx: (a, da, f) => mul(sub(mul(2, mul(a, f)), 2 / Math.sqrt(Math.PI)), da),
};

type BinaryRule = (a: Node, b: Node, da: Node, db: Node, f: Node) => Node;
const binary: Readonly<Record<Binary, BinaryRule>> = {
  add: (_a, _b, da, db) => add(da, db),
  sub: (_a, _b, da, db) => sub(da, db),
  mul: (a, b, da, db) => (a === b ? mul(2, mul(a, da)) : add(mul(da, b), mul(a, db))),
  div: (_a, b, da, db, f) => sub(div(da, b), mul(div(f, b), db)),
  pow: (a, b, da, db, f) => {
    const base = isZero(da) ? constant(0) : mul(mul(b, pow(a, sub(b, 1))), da);
    const exponent = isZero(db) ? constant(0) : mul(mul(f, log(a)), db);
    return add(base, exponent);
  },
  min: (a, b, da, db) => select(less(a, b), da, db),
  max: (a, b, da, db) => select(less(b, a), da, db),
  less: () => constant(0),
};

/** d mean(l; v) = mean(l; dv) + mean(l; v dl) - mean(l; v) mean(l; dl) */
function meanRule(of: Table, [l, v]: readonly [Node, Node], dl: Node, dv: Node, f: Node): Node {
  const mean = (value: Node) => softMean(of, l, value);
  return add(mean(dv), sub(mean(mul(v, dl)), mul(f, mean(dl))));
}

/** The derivative of a node from those of its operands, which d looks up. */
function rule(node: Node, variable: Node, d: (operand: Node) => Node): Node {
  if (node === variable) return constant(1);
  switch (node.op) {
    case "constant":
    case "parameter":
    case "coordinate":
    case "column":
      return constant(0);
    case "select":
      return select(node.args[0], d(node.args[1]), d(node.args[2]));
    case "lse":
      return softMean(node.table, node.args[0], d(node.args[0]));
    case "mean":
      return meanRule(node.table, node.args, d(node.args[0]), d(node.args[1]), node);
  }
  const [a, b] = node.args;
  if (b === undefined) return unary[node.op as Unary](a, d(a), node);
  return binary[node.op as Binary](a, b, d(a), d(b), node);
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

/** Gradients by formula and dimension, so that whoever asks again meets code that is compiled already. */
const gradients = new WeakMap<Formula, Map<number, Formula>>();

/**
 * The score of a log density: d outputs, its derivatives by the coordinates of input 0. Parameters stay in order.
 * The same formula has the same gradient, as an object.
 */
export function gradient(of: Formula, dimension = dimensionOf(of)): Formula {
  integer("dimension of a gradient", dimension, { min: 1 });
  const known = gradients.get(of) ?? new Map<number, Formula>();
  gradients.set(of, known);
  let found = known.get(dimension);
  if (found === undefined) {
    const f = onlyOutput(of);
    const outputs = Array.from({ length: dimension }, (_, j) => derivative(f, coordinate(0, j)));
    found = formula({ ...of, outputs });
    known.set(dimension, found);
  }
  return found;
}

/** The divergence of a vector field over input 0: one output, the sum of d output_j / d x_j. */
export function divergence(of: Formula): Formula {
  const terms = of.outputs.map((output, j) => derivative(output, coordinate(0, j)));
  return formula({ ...of, outputs: [sum(terms)] });
}
