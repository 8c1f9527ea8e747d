import { formulas } from "../src/index.ts";
import { curveOf } from "./curve-of.ts";
import { openPiece } from "./piece.ts";

const { add, cos, mul, sin, sqrt } = formulas;
type Node = formulas.Node;

/** The angle runs from a to b, theta^2 evenly: so the points lie almost evenly along the arms. */
const a = Math.PI / 2;
const b = 3 * Math.PI;
const noise = 0.1;

/** +-(theta / 3) (cos theta, sin theta) */
function arm(sign: number) {
  const point = (u: Node): [Node, Node] => {
    const theta = sqrt(add(a * a, mul(b * b - a * a, u)));
    const radius = mul(sign / 3, theta);
    return [mul(radius, cos(theta)), mul(radius, sin(theta))];
  };
  // |d point / du| = (b^2 - a^2) / 6 sqrt(1 + 1 / theta^2) is largest at theta = a
  return openPiece({ share: 1 / 2, length: ((b * b - a * a) / 6) * Math.hypot(1, 1 / a), point });
}

/**
 * Two spirals +-(theta / 3) (cos theta, sin theta), theta = sqrt((pi / 2)^2 (1 - u) + (3 pi)^2 u), equally likely,
 * plus N(0, 0.1^2 I). Density and score are a quadrature along the curve: at width w = sqrt(0.1^2 + (sigma /
 * alpha)^2) the log density is off by at most 1e-5 and the score by at most 1e-5 / (alpha w) where the law has its points, and
 * by 2e-4 and 1e-3 / (alpha w) anywhere in the window.
 */
export const twoSpirals = curveOf([arm(1), arm(-1)], {
  name: "two-spirals",
  title: "Two spirals",
  about:
    "Two spirals +-(theta / 3) (cos theta, sin theta), theta^2 uniform from (pi / 2)^2 to (3 pi)^2, equally likely, with noise of 0.1; density and score by quadrature.",
  noise,
  widest: 5,
  quadratureError: { logDensity: 1e-5, score: 1e-5 },
  window: [
    [-3.6, 3.6],
    [-3.6, 3.6],
  ],
  reference: "arXiv:1810.01367, the two spirals of Grathwohl and others, here with a gap in the middle",
});
