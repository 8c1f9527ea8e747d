import { type Density, finite, formulas, integer } from "../src/index.ts";

const { add, coordinates, formula, mul, square, sub, sum } = formulas;

interface Options {
  /** d >= 1; 2 by default. */
  readonly dimension?: number;
  /** T > 0 in units of the barrier; 1/4 by default. */
  readonly temperature?: number;
}

/**
 * exp(-V / T) with V = (x_1^2 - 1)^2 + (x_2^2 + ... + x_d^2) / 2: minima at x_1 = +-1, a barrier of height 1
 * between them. Not normalised, and without a closed form under noise.
 */
export function doubleWellOf({ dimension = 2, temperature = 0.25 }: Options = {}): Density {
  integer("dimension", dimension, { min: 1 });
  finite("temperature", temperature, { above: 0 });
  const [x, ...others] = coordinates(0, dimension);
  const V = add(square(sub(square(x), 1)), mul(0.5, sum(others.map(square))));
  const harmonic = ["", "", " + x_2^2 / 2"][dimension] ?? ` + (x_2^2 + ... + x_${dimension}^2) / 2`;
  const reach = 4 * Math.sqrt(temperature);
  return {
    name: "double-well",
    title: "Double well",
    about: `exp(-V/T), V = (x_1^2 - 1)^2${harmonic}, T = ${temperature}: two minima and a barrier of 1.`,
    dimension,
    logDensity: formula({ inputs: 1, outputs: [mul(-1 / temperature, V)] }),
    normalised: false,
    window: Array.from({ length: dimension }, (_, j) => (j === 0 ? [-2.5, 2.5] : [-reach, reach])),
    inDimension: (d) => doubleWellOf({ dimension: d, temperature }),
    reference: "doi:10.1016/S0031-8914(40)90098-2, Kramers on the escape over a barrier",
  };
}

/** The double well in the plane at T = 1/4. */
export const doubleWell: Density = doubleWellOf();
