import { evenGaussLegendre, formulas } from "../src/index.ts";
import { curveOf } from "./curve-of.ts";
import type { Piece } from "./piece.ts";

const { add, cos, div, mul, sin, sub } = formulas;

/** theta = (3 pi / 2)(1 + 2 u) runs from a to b. */
const a = (3 * Math.PI) / 2;
const b = (9 * Math.PI) / 2;
/** Mean of theta (cos theta, sin theta): (2, 2 / (3 pi)), by parts. */
export const centre = [2, 2 / (3 * Math.PI)] as const;
/** Standard deviation of its two coordinates together: E theta^2 = (a^2 + a b + b^2) / 3. */
export const scale = Math.sqrt(((a * a + a * b + b * b) / 3 - centre[0] ** 2 - centre[1] ** 2) / 2);
/** Standard deviation of the noise of the data. */
export const noise = 0.05;

const roll: Piece = {
  share: 1,
  parameter: (u) => mul(a, add(1, mul(2, u))),
  point: (theta) => [
    div(sub(mul(theta, cos(theta)), centre[0]), scale),
    div(sub(mul(theta, sin(theta)), centre[1]), scale),
  ],
  /** Nodes even in the curve's length (theta^2 is even in t): 262 for the data, 17 from a width of 2.8 on. */
  rule(width) {
    const { nodes, weights } = evenGaussLegendre(Math.ceil(12.5 / width + 12));
    const theta = nodes.map((t) => Math.sqrt(a * a + ((b * b - a * a) * (1 + t)) / 2));
    return {
      parameters: theta,
      probabilities: theta.map((angle, k) => (weights[k] * (b + a)) / (4 * angle)),
    };
  },
};

/**
 * The Swiss roll: theta (cos theta, sin theta), theta = (3 pi / 2)(1 + 2 u), centred and divided by its standard
 * deviation, plus N(0, 0.05^2 I). Density and score are a quadrature along the curve. At width
 * w = sqrt(0.05^2 + (sigma / alpha)^2) the log density is off by at most 3e-5 and the score by at most 2e-4 / (alpha w)
 * where the law has its points, and by 0.05 and 0.1 / (alpha w) anywhere in the window.
 */
export const swissRoll = curveOf([roll], {
  name: "swiss-roll",
  title: "Swiss roll",
  about:
    "theta (cos theta, sin theta) with theta = (3 pi / 2)(1 + 2 u), u uniform in (0, 1), centred, divided by its standard deviation, with noise of 0.05; density and score by quadrature.",
  noise,
  widest: 2.8,
  quadratureError: { logDensity: 3e-5, score: 2e-4 },
  window: [
    [-2.5, 2.5],
    [-2.5, 2.5],
  ],
  reference: "arXiv:1503.03585, the Swiss roll of Sohl-Dickstein and others",
});
