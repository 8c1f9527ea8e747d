import { type Density, finite, formulas } from "../src/index.ts";

const { add, coordinate, div, formula, mul, neg, sin, square } = formulas;

interface Options {
  /** T > 0, in units of the potential; 1 by default. */
  readonly temperature?: number;
}

/**
 * exp(-V / T) on the line with V = 2 sin 2x + x/2 + x^2/8: wells a distance pi apart behind barriers of about 4,
 * tilted by a constant force and held together by a weak spring. Not normalised, and without a closed form under
 * noise.
 */
export function tiltedSineOf({ temperature: T = 1 }: Options = {}): Density {
  finite("temperature", T, { above: 0 });
  const x = coordinate(0, 0);
  const V = add(add(mul(2, sin(mul(2, x))), div(x, 2)), div(square(x), 8));
  const reach = 8 * Math.sqrt(Math.max(T, 1));
  return {
    name: "tilted-sine",
    title: "Tilted sine",
    about: `exp(-V/T), V = 2 sin 2x + x/2 + x^2/8, T = ${T}: a row of wells, tilted, and held by a weak spring.`,
    dimension: 1,
    logDensity: formula({ inputs: 1, outputs: [neg(mul(1 / T, V))] }),
    normalised: false,
    window: [[-2 - reach, -2 + reach]],
    reference: "doi:10.1007/978-3-642-61544-3, Risken on motion in a periodic potential, chapter 11",
  };
}

/** The tilted sine at T = 1. */
export const tiltedSine: Density = tiltedSineOf();
