import { type Density, finite, formulas } from "../src/index.ts";

const { add, coordinates, coordinate, div, formula, mul, neg, square, sub } = formulas;

interface Options {
  /** How much the banana bends: x_2 follows bend (x_1^2 - 1); 1 by default. */
  readonly bend?: number;
  /** Its thickness, > 0: the standard deviation of x_2 at fixed x_1; 0.4 by default. */
  readonly thickness?: number;
}

/**
 * x_1 = z_1, x_2 = b (z_1^2 - 1) + tau z_2: a twisted Gaussian, normalised because the twist keeps volumes.
 * It has no closed form under noise.
 */
export function bananaOf({ bend: b = 1, thickness: tau = 0.4 }: Options = {}): Density {
  finite("bend", b);
  finite("thickness", tau, { above: 0 });
  const twist = (x: formulas.Node) => mul(b, sub(square(x), 1));
  const [x1, x2] = coordinates(0, 2);
  const energy = add(div(square(x1), 2), div(square(sub(x2, twist(x1))), 2 * tau * tau));
  const [z1, z2] = [coordinate(1, 0), coordinate(1, 1)];
  const [low, high] = [-Math.abs(b) - 4 * tau, 8 * Math.abs(b) + 4 * tau];
  return {
    name: "banana",
    title: "Banana",
    about: `A twisted Gaussian: x_1 = z_1, x_2 = ${b} (z_1^2 - 1) + ${tau} z_2.`,
    dimension: 2,
    logDensity: formula({ inputs: 1, outputs: [sub(neg(energy), Math.log(2 * Math.PI * tau))] }),
    normalised: true,
    window: [[-3, 3], b < 0 ? [-high, -low] : [low, high]],
    sampler: formula({ inputs: 2, outputs: [z1, add(twist(z1), mul(tau, z2))] }),
    reference: "doi:10.1007/s001800050022, Haario, Saksman and Tamminen's twisted Gaussians",
  };
}

/** The banana of bend 1 and thickness 0.4. */
export const banana: Density = bananaOf();
