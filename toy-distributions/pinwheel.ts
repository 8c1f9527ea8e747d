import { type Density, formulas } from "../src/index.ts";
import { componentsOf } from "./component.ts";
import { mixtureLaw } from "./mixture-law.ts";
import { mixturePoint } from "./mixture-point.ts";

const { add, coordinates, cos, formula, mul, sin, square, sub } = formulas;
type Node = formulas.Node;

const blades = 5;
const [radial, tangential] = [0.6, 0.2];
/** The twist turns a point by |x|^2 / 8. */
const twist = 1 / 8;

const turn = ([x, y]: readonly Node[], angle: Node): [Node, Node] => [
  sub(mul(cos(angle), x), mul(sin(angle), y)),
  add(mul(sin(angle), x), mul(cos(angle), y)),
];
const angleOf = ([x, y]: readonly Node[]): Node => mul(twist, add(square(x), square(y)));

/** A Gaussian at (2, 0), long along the radius, turned by k fifths of a circle. */
const components = componentsOf(
  Array.from({ length: blades }, (_, k) => {
    const [c, s] = [Math.cos((2 * Math.PI * k) / blades), Math.sin((2 * Math.PI * k) / blades)];
    const [along, across] = [radial ** 2, tangential ** 2];
    const mixed = (along - across) * c * s;
    const covariance = [
      [along * c * c + across * s * s, mixed],
      [mixed, along * s * s + across * c * c],
    ];
    return { mean: [2 * c, 2 * s], covariance };
  }),
);

const x = coordinates(0, 2);
const untwisted = turn(x, mul(-1, angleOf(x)));
const z = mixturePoint(components);

/**
 * Five Gaussians around the origin, twisted: x = R(|z|^2 / 8) z with the rotation R by an angle and z from
 * the mixture. A rotation by an angle that depends on the norm alone keeps norms and volumes, so that
 * p(x) = q(R(-|x|^2 / 8) x) is exact and normalised. It has no closed form under noise.
 */
export const pinwheel: Density = {
  name: "pinwheel",
  title: "Pinwheel",
  about:
    "Five equal Gaussians, evenly at a distance of 2 from the origin, of deviations 0.6 along the radius and 0.2 across, each point turned by |x|^2 / 8.",
  dimension: 2,
  logDensity: formula({ inputs: 1, outputs: [mixtureLaw(components, untwisted)(1, 0)] }),
  normalised: true,
  window: [
    [-4.2, 4.2],
    [-4.2, 4.2],
  ],
  sampler: formula({ inputs: 2, outputs: turn(z, angleOf(z)) }),
  reference: "arXiv:1603.06277, the pinwheel of Johnson and others, here with a twist that keeps volumes",
};
