import { formulas, symmetricEigen } from "../../src/index.ts";
import { muellerBrown } from "../../toy-distributions/index.ts";

const { coordinate, derivative, evaluate, formula, mul, neg } = formulas;

/** The temperature that the registry's density has. */
const registered = 15;

/** V and its first and second derivatives, as one formula: V, Vx, Vy, Vxx, Vxy, Vyy. */
const jet = (() => {
  const V = neg(mul(registered, muellerBrown.logDensity.outputs[0]));
  const [x, y] = [coordinate(0, 0), coordinate(0, 1)];
  const [Vx, Vy] = [derivative(V, x), derivative(V, y)];
  return formula({
    inputs: 1,
    outputs: [V, Vx, Vy, derivative(Vx, x), derivative(Vx, y), derivative(Vy, y)],
  });
})();

/** The energy alone. */
export const energy = formula({ inputs: 1, outputs: jet.outputs.slice(0, 1) });

/** What divides the registry's log-density for a temperature T. */
export const relativeTemperature = (T: number): number => T / registered;

export interface CriticalPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** V there. */
  readonly energy: number;
  /** The direction in which V curves least: down at a saddle. */
  readonly soft: readonly [number, number];
}

/** Newton's method from a guess. */
function critical(label: string, guess: readonly [number, number]): CriticalPoint {
  let [x, y] = guess;
  for (let round = 0; round < 20; round++) {
    const [, Vx, Vy, Vxx, Vxy, Vyy] = evaluate(jet, [], [x, y]);
    const det = Vxx * Vyy - Vxy * Vxy;
    [x, y] = [x - (Vyy * Vx - Vxy * Vy) / det, y - (Vxx * Vy - Vxy * Vx) / det];
  }
  const [V, , , Vxx, Vxy, Vyy] = evaluate(jet, [], [x, y]);
  const { values, vectors } = symmetricEigen(Float64Array.of(Vxx, Vxy, Vxy, Vyy), 2);
  const j = values[0] < values[1] ? 0 : 1;
  return { label, x, y, energy: V, soft: [vectors[j], vectors[2 + j]] };
}

/** A is the deepest, B the one to the right, C the shallow one between them. */
export const minima = [
  critical("A", [-0.56, 1.44]),
  critical("B", [0.62, 0.03]),
  critical("C", [-0.05, 0.47]),
] as const;

/** Between A and C, and between C and B. */
export const saddles = [critical("A-C", [-0.82, 0.62]), critical("B-C", [0.21, 0.29])] as const;

/** On which side of the line through a saddle, across its way down, a point lies. */
const side = ({ x, y, soft: [u, v] }: CriticalPoint, px: number, py: number): boolean =>
  (px - x) * u + (py - y) * v > 0;

const [A, B] = minima;
const [first, second] = saddles;

/** The basin of a point, as an index of `minima`: the plane is divided by the lines through the saddles, across the way down. */
export function basinOf(x: number, y: number): 0 | 1 | 2 {
  if (side(first, x, y) === side(first, A.x, A.y)) return 0;
  return side(second, x, y) === side(second, B.x, B.y) ? 1 : 2;
}
