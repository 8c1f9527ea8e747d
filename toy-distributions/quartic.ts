import { type Density, formulas, integer } from "../src/index.ts";

const { coordinates, formula, mul, neg, pow, sub, sum } = formulas;

interface Options {
  /** d >= 1; 1 by default. */
  readonly dimension?: number;
}

/** Gamma(1/4), DLMF 5.4. */
const gammaQuarter = 3.625609908221908;

/**
 * exp(-(x_1^4 + ... + x_d^4) / 4), normalised: each factor integrates to Gamma(1/4) / sqrt(2).
 * <x_j^2> = 2 Gamma(3/4) / Gamma(1/4) = 0.675978. No sampler by formula, and no closed form under noise.
 */
export function quarticOf({ dimension = 1 }: Options = {}): Density {
  integer("dimension", dimension, { min: 1 });
  const V = mul(0.25, sum(coordinates(0, dimension).map((x) => pow(x, 4))));
  const constant = dimension * Math.log(gammaQuarter / Math.SQRT2);
  const energy = ["", "x^4", "x_1^4 + x_2^4"][dimension] ?? `x_1^4 + ... + x_${dimension}^4`;
  return {
    name: "quartic",
    title: "x^4",
    about: `exp(-V), V = (${energy}) / 4: harder walls than a Gaussian's, and a force that is not linear.`,
    dimension,
    logDensity: formula({ inputs: 1, outputs: [sub(neg(V), constant)] }),
    normalised: true,
    window: Array.from({ length: dimension }, () => [-2.8, 2.8]),
    inDimension: (d) => quarticOf({ dimension: d }),
    reference: "doi:10.1093/amrx/abs010, Leimkuhler and Matthews's model of a force that is not linear",
  };
}

/** exp(-x^4 / 4) on the line. */
export const quartic: Density = quarticOf();
