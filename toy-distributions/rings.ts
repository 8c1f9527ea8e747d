import { formulas } from "../src/index.ts";
import { curveOf } from "./curve-of.ts";
import { closedPiece } from "./piece.ts";

const { cos, mul, sin } = formulas;

const radii = [0.75, 1.5, 2.25, 3];
const noise = 0.1;

const pieces = radii.map((radius) =>
  closedPiece({
    share: 1 / radii.length,
    length: 2 * Math.PI * radius,
    point: (u) => {
      const angle = mul(2 * Math.PI, u);
      return [mul(radius, cos(angle)), mul(radius, sin(angle))];
    },
  }),
);

/**
 * Four circles of radii 0.75, 1.5, 2.25 and 3 about the origin, equally likely, plus N(0, 0.1^2 I). Density and score
 * are a quadrature along the curve: at width w = sqrt(0.1^2 + (sigma / alpha)^2) the log density is off by at most
 * 5e-8 and the score by at most 5e-7 / (alpha w) where the law has its points, and by 5e-5 and 2e-4 / (alpha w) anywhere in the
 * window.
 */
export const rings = curveOf(pieces, {
  name: "rings",
  title: "Rings",
  about:
    "Four circles of radii 0.75, 1.5, 2.25 and 3 about the origin, equally likely, with noise of 0.1; density and score by quadrature.",
  noise,
  widest: 6,
  quadratureError: { logDensity: 5e-8, score: 5e-7 },
  window: [
    [-3.6, 3.6],
    [-3.6, 3.6],
  ],
  reference: "arXiv:1810.01367, the rings of Grathwohl and others",
});
