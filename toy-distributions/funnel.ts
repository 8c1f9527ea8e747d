import { type Density, formulas, integer } from "../src/index.ts";

const { add, coordinate, coordinates, div, exp, formula, mul, neg, square, sub, sum } = formulas;

interface Options {
  /** d >= 2; 2 by default. */
  readonly dimension?: number;
}

/**
 * Neal's funnel in d >= 2 dimensions: x_1 = v from N(0, 3^2), and x_2 to x_d from N(0, e^v) given v. Normalised, with
 * its exact sampler and no closed form under noise. E v = 0, Var v = 9, Var x_j = e^4.5.
 */
export function funnelOf({ dimension = 2 }: Options = {}): Density {
  integer("dimension", dimension, { min: 2 });
  const [v, ...x] = coordinates(0, dimension);
  const others = dimension - 1;
  const energy = add(div(square(v), 18), mul(0.5, mul(exp(neg(v)), sum(x.map(square)))));
  const constants = Math.log(3) + (dimension / 2) * Math.log(2 * Math.PI);
  const z = coordinates(1, others).map((_, j) => coordinate(1, j + 1));
  const sampled = mul(3, coordinate(1, 0));
  return {
    name: "funnel",
    title: "Neal's funnel",
    about: `v = x_1 from N(0, 9) and ${others === 1 ? "x_2" : `x_2 to x_${dimension}`} from N(0, e^v): wide at the top, and ever narrower below.`,
    dimension,
    logDensity: formula({
      inputs: 1,
      outputs: [sub(neg(energy), add(mul(others / 2, v), constants))],
    }),
    normalised: true,
    window: [[-9, 9], ...x.map((): [number, number] => [-20, 20])],
    sampler: formula({ inputs: 2, outputs: [sampled, ...z.map((zj) => mul(exp(div(sampled, 2)), zj))] }),
    inDimension: (d) => funnelOf({ dimension: d }),
    reference: "doi:10.1214/aos/1056562461, Neal on slice sampling, section 8",
  };
}

/** Neal's funnel in the plane. */
export const funnel: Density = funnelOf();
