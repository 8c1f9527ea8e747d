import { type Density, finite, formulas } from "../src/index.ts";

const { add, coordinates, exp, formula, mul, neg, square, sub, sum } = formulas;

interface Options {
  /** T > 0, in units of the potential; 15 by default. */
  readonly temperature?: number;
}

/** A, a, b, c, x0, y0 of each of the four terms. */
const terms = [
  [-200, -1, 0, -10, 1, 0],
  [-100, -1, 0, -10, 0, 0.5],
  [-170, -6.5, 11, -6.5, -0.5, 1.5],
  [15, 0.7, 0.6, 0.7, -1, 1],
];

/** A constant of all four terms, as text. */
const row = (k: number): string => `(${terms.map((term) => term[k]).join(", ")})`;
const places = terms.map(([, , , , x0, y0]) => `(${x0}, ${y0})`).join(", ");

/**
 * exp(-V / T), V = sum_k A_k exp(a_k (x - x0_k)^2 + b_k (x - x0_k)(y - y0_k) + c_k (y - y0_k)^2): three minima, the
 * deepest of -146.6995 at (-0.5582, 1.4417), and saddles of -40.6648 and -72.2489 between them. Not normalised, and
 * without a closed form under noise.
 */
export function muellerBrownOf({ temperature: T = 15 }: Options = {}): Density {
  finite("temperature", T, { above: 0 });
  const [x, y] = coordinates(0, 2);
  const V = sum(
    terms.map(([A, a, b, c, x0, y0]) => {
      const [dx, dy] = [sub(x, x0), sub(y, y0)];
      return mul(A, exp(add(add(mul(a, square(dx)), mul(b, mul(dx, dy))), mul(c, square(dy)))));
    }),
  );
  return {
    name: "mueller-brown",
    title: "Müller-Brown",
    about: `exp(-V/T), V = sum_k A_k exp(a_k (x - x_k)^2 + b_k (x - x_k)(y - y_k) + c_k (y - y_k)^2) with A = ${row(0)}, a = ${row(1)}, b = ${row(2)}, c = ${row(3)} about (x, y) = ${places}, T = ${T}: three minima along a bent path.`,
    dimension: 2,
    logDensity: formula({ inputs: 1, outputs: [neg(mul(1 / T, V))] }),
    normalised: false,
    window: [
      [-1.5, 1.2],
      [-0.3, 2],
    ],
    reference: "doi:10.1007/BF00547608, Müller and Brown (1979)",
  };
}

/** The Müller-Brown surface at T = 15. */
export const muellerBrown: Density = muellerBrownOf();
