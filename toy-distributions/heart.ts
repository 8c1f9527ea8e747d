import { formulas } from "../src/index.ts";
import { curveOf } from "./curve-of.ts";
import { closedPiece } from "./piece.ts";

const { cos, div, mul, pow, sin, sub } = formulas;
type Node = formulas.Node;

/** The largest |d point / dt|. */
const fastest = 3.06;

/** (16 sin^3 t, 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t) / 8 at t = 2 pi u */
function point(u: Node): [Node, Node] {
  const t = mul(2 * Math.PI, u);
  const y = [5, 2, 1].reduce<Node>((sum, a, k) => sub(sum, mul(a, cos(mul(k + 2, t)))), mul(13, cos(t)));
  return [mul(2, pow(sin(t), 3)), div(y, 8)];
}

/**
 * The heart curve (16 sin^3 t, 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t) / 8 with t uniform in (0, 2 pi), plus
 * N(0, 0.1^2 I). Density and score are a quadrature along the curve: at width w = sqrt(0.1^2 + (sigma / alpha)^2)
 * the log density is off by at most 2e-6 and the score by at most 5e-6 / (alpha w) where the law has its points, and by 3e-6
 * and 2e-5 / (alpha w) anywhere in the window.
 */
export const heart = curveOf([closedPiece({ share: 1, length: 2 * Math.PI * fastest, point })], {
  name: "heart",
  title: "Heart",
  about:
    "The curve (16 sin^3 t, 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t) / 8, t uniform in (0, 2 pi), with noise of 0.1; density and score by quadrature.",
  noise: 0.1,
  widest: 4,
  quadratureError: { logDensity: 2e-6, score: 5e-6 },
  window: [
    [-2.6, 2.6],
    [-2.7, 2.1],
  ],
  reference: "https://mathworld.wolfram.com/HeartCurve.html",
});
