import { type DiffusedDensity, formulas } from "../src/index.ts";
import { chosen } from "./chosen.ts";
import { logIntervalProbability } from "./log-interval-probability.ts";

const { add, column, constant, coordinate, div, erfc, formula, less, log, logSumExp } = formulas;
const { mul, neg, parameter, select, sqrt, square, sub, table } = formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

const noise = 0.05;
/** Middles of the intervals that make up the stripes: a square is dark where x and y are in stripes of one kind. */
const stripes = [
  [-1.5, 0.5],
  [-0.5, 1.5],
];
const squares = stripes.flatMap((stripe) => stripe.flatMap((a) => stripe.map((b) => [a, b])));
const rows = stripes.map((middles) => table([middles], ["c_k"]));
const kind = table([[0, 1]], ["k"]);

/** log density of alpha x + sigma z: the sum over both kinds of P(x in stripes) P(y in stripes), over their area. */
function law(alpha: Operand, sigma: Operand): Node {
  const s = sqrt(add(mul(noise ** 2, square(alpha)), square(sigma)));
  const inStripes = (j: number, k: number) => {
    const middle = mul(alpha, column(rows[k], 0));
    return logSumExp(rows[k], logIntervalProbability(coordinate(0, j), middle, div(alpha, 2), s));
  };
  const [even, odd] = [0, 1].map((k) => add(inStripes(0, k), inStripes(1, k)));
  const both = logSumExp(kind, select(less(column(kind, 0), 1), even, odd));
  return sub(both, add(mul(2, log(alpha)), Math.log(squares.length)));
}

/** The exact sampler: u chooses the square, P(z' < z) is the place in it, and a second normal the noise. */
function samplerOf(): formulas.Formula {
  const cumulated = squares.map((_, k) => (k + 1) / squares.length);
  const outputs = [0, 1].map((j) => {
    const middles = squares.map((middle) => middle[j]);
    const uniform = mul(0.5, erfc(neg(div(coordinate(1, j), Math.SQRT2))));
    const place = add(chosen(coordinate(0, 0), cumulated, middles), sub(uniform, 0.5));
    return add(place, mul(noise, coordinate(2, j)));
  });
  return formula({ inputs: 3, outputs });
}

const diffused = formula({
  inputs: 1,
  parameters: ["alpha", "sigma"],
  outputs: [law(parameter("alpha"), parameter("sigma"))],
});

/**
 * Uniform on eight of the sixteen unit squares of (-2, 2)^2, plus N(0, 0.05^2 I), which keeps density and score
 * finite everywhere. Exact under noise, by error functions, for alpha > 0: log density and score are good to about
 * 1e-14 times 1 + sigma / alpha.
 */
export const checkerboard = {
  name: "checkerboard",
  title: "Checkerboard",
  about:
    "Uniform on the eight unit squares of (-2, 2)^2 where floor(x) + floor(y) is even, smeared by normals of standard deviation 0.05.",
  dimension: 2,
  logDensity: formula({ inputs: 1, outputs: [law(constant(1), 0)] }),
  normalised: true,
  window: [
    [-2.3, 2.3],
    [-2.3, 2.3],
  ],
  sampler: samplerOf(),
  diffused: () => diffused,
  reference: "arXiv:1810.01367, the checkerboard of Grathwohl and others, here smeared",
} satisfies DiffusedDensity;
