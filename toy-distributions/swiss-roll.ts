import { type DiffusedDensity, evenGaussLegendre, formulas } from "../src/index.ts";

const {
  add,
  column,
  coordinate,
  cos,
  div,
  formula,
  log,
  logSumExp,
  mul,
  parameter,
  sin,
  square,
  sub,
  table,
} = formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

/** theta = (3 pi / 2)(1 + 2 u) runs from a to b. */
const a = (3 * Math.PI) / 2;
const b = (9 * Math.PI) / 2;
/** Mean of theta (cos theta, sin theta): (2, 2 / (3 pi)), by parts. */
export const centre = [2, 2 / (3 * Math.PI)] as const;
/** Standard deviation of its two coordinates together: E theta^2 = (a^2 + a b + b^2) / 3. */
export const scale = Math.sqrt(((a * a + a * b + b * b) / 3 - centre[0] ** 2 - centre[1] ** 2) / 2);
/** Standard deviation of the noise of the data. */
export const noise = 0.05;

/** The noiseless curve at the angle theta. */
const curve = (theta: Node): [Node, Node] => [
  div(sub(mul(theta, cos(theta)), centre[0]), scale),
  div(sub(mul(theta, sin(theta)), centre[1]), scale),
];

/**
 * Nodes along the curve, even in its length (theta^2 is even in t), with their probabilities: the law of the
 * curve's point is sum_k w_k delta(c_k) to the accuracy of the quadrature.
 */
function spiralTable(nodes: number): formulas.Table {
  const rule = evenGaussLegendre(nodes);
  const theta = rule.nodes.map((t) => Math.sqrt(a * a + ((b * b - a * a) * (1 + t)) / 2));
  const along = (f: (angle: number) => number, j: number) =>
    theta.map((angle) => (angle * f(angle) - centre[j]) / scale);
  const logWeight = theta.map((angle, k) => Math.log((rule.weights[k] * (b + a)) / (4 * angle)));
  return table([logWeight, along(Math.cos, 0), along(Math.sin, 1)], ["\\log w_k", "c_{k1}", "c_{k2}"]);
}

/** log density of alpha x + sigma z: sum_k w_k N(alpha c_k, v I) with v = alpha^2 0.05^2 + sigma^2. */
function law(nodes: number, alpha: Operand, sigma: Operand): Node {
  const rows = spiralTable(nodes);
  const v = add(mul(noise ** 2, square(alpha)), square(sigma));
  const offset = [0, 1].map((j) => sub(coordinate(0, j), mul(alpha, column(rows, 1 + j))));
  const squares = add(square(offset[0]), square(offset[1]));
  const l = sub(column(rows, 0), div(squares, mul(2, v)));
  return sub(logSumExp(rows, l), log(mul(2 * Math.PI, v)));
}

/** Widths for which the nodes are chosen grow by this factor from one level to the next. */
const levelFactor = 1.25;
const lastLevel = 18;

/**
 * How many nodes resolve a curve that is smeared to the width w = sqrt(0.05^2 + (sigma / alpha)^2), rounded up
 * to one of a few levels: 262 for the data, 17 from w = 3 on.
 */
const levelOf = (noiseToSignal: number): number =>
  Math.min(
    Math.floor(Math.log(Math.hypot(noise, noiseToSignal) / noise) / Math.log(levelFactor) + 1e-9),
    lastLevel,
  );
const nodesOf = (level: number): number => Math.ceil(12.5 / (noise * levelFactor ** level) + 12);

const levels: formulas.Formula[] = [];
const diffused = (noiseToSignal: number): formulas.Formula => {
  const level = levelOf(noiseToSignal);
  levels[level] ??= formula({
    inputs: 1,
    parameters: ["alpha", "sigma"],
    outputs: [law(nodesOf(level), parameter("alpha"), parameter("sigma"))],
  });
  return levels[level];
};

const theta = mul(a, add(1, mul(2, coordinate(0, 0))));
const sampler = curve(theta).map((c, j) => add(c, mul(noise, coordinate(1, j))));

/**
 * The Swiss roll: theta (cos theta, sin theta), theta = (3 pi / 2)(1 + 2 u), centred and divided by its standard
 * deviation, plus N(0, 0.05^2 I). Density and score are a quadrature along the curve. At width
 * w = sqrt(0.05^2 + (sigma / alpha)^2) the log density is off by at most 1e-4 and the score by at most 3e-4 / (alpha w)
 * where the law has its points, and by 0.05 and 0.1 / (alpha w) anywhere in the window.
 */
export const swissRoll = {
  name: "swiss-roll",
  title: "Swiss roll",
  about:
    "A spiral of three half turns, centred, of unit standard deviation, with noise of 0.05; density and score by quadrature.",
  dimension: 2,
  logDensity: formula({ inputs: 1, outputs: [law(nodesOf(0), 1, 0)] }),
  normalised: true,
  window: [
    [-2.5, 2.5],
    [-2.5, 2.5],
  ],
  sampler: formula({ inputs: 2, outputs: sampler }),
  diffused,
  reference: "arXiv:1503.03585, the Swiss roll of Sohl-Dickstein and others",
} satisfies DiffusedDensity;
