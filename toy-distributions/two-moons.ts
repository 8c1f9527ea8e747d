import { formulas } from "../src/index.ts";
import { curveOf } from "./curve-of.ts";
import { openPiece } from "./piece.ts";

const { cos, mul, sin, sub } = formulas;

const half = { share: 1 / 2, length: Math.PI };
const upper = openPiece({ ...half, point: (u) => [cos(mul(Math.PI, u)), sin(mul(Math.PI, u))] });
const lower = openPiece({
  ...half,
  point: (u) => [sub(1, cos(mul(Math.PI, u))), sub(0.5, sin(mul(Math.PI, u)))],
});

/**
 * Two half circles of radius 1, (cos t, sin t) and (1 - cos t, 1/2 - sin t) with t uniform in (0, pi), equally
 * likely, plus N(0, 0.1^2 I). Density and score are a quadrature along the curve: at width w = sqrt(0.1^2 + (sigma /
 * alpha)^2) the log density is off by at most 1e-8 and the score by at most 5e-8 / (alpha w) where the law has its points, and
 * by 1e-4 and 3e-4 / (alpha w) anywhere in the window.
 */
export const twoMoons = curveOf([upper, lower], {
  name: "two-moons",
  title: "Two moons",
  about:
    "Two half circles (cos t, sin t) and (1 - cos t, 1/2 - sin t), t uniform in (0, pi), equally likely, with noise of 0.1; density and score by quadrature.",
  noise: 0.1,
  widest: 3,
  quadratureError: { logDensity: 1e-8, score: 5e-8 },
  window: [
    [-1.5, 2.5],
    [-1, 1.5],
  ],
  reference: "doi:10.5555/1953048.2078195, scikit-learn's make_moons",
});
