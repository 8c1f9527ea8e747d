import { arraySpace, formulas, sde } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { normalMean2, normalNodes } from "./normal-nodes.ts";
import { prescribedNoise } from "./prescribed-noise.ts";
import { slope } from "./slope.ts";

// dX1 = dW1, dX2 = X1 dW2: steps do not depend on X1's past, so the mean square errors of X2 in each step add up
const { coordinate, formula } = formulas;
const n = normalNodes.length;
const T = 1;
const space = arraySpace({ particles: n * n, dimension: 2 });
const problem = sde(space, {
  drift: formula({ inputs: 1, outputs: [0, 0] }),
  diffusion: formula({ inputs: 1, outputs: [1, 0, 0, coordinate(0, 0)] }),
  calculus: "ito",
});
const pair = (i: number): [number, number] => [normalNodes[Math.floor(i / n)], normalNodes[i % n]];

/** E (X1 - W1)^2 + (X2 - int W1 dW2)^2 of one step of h from 0: given the increments, the integral has mean dW1 dW2 / 2. */
function stepError(solver: AnySolver, h: number): number {
  const increments = Float64Array.from({ length: 2 * n * n }, (_, i) => Math.sqrt(h) * pair(i >> 1)[i & 1]);
  const noise = prescribedNoise({ increment: () => increments });
  const p = bound(solver, space, { general: problem, stratonovich: problem }, noise);
  const x = p.step(p.start(new Float64Array(2 * n * n), 0), {
    t0: 0,
    t1: h,
    before: 0,
    k: 0,
    last: true,
  }).position;
  const excess = Float64Array.from({ length: n * n }, (_, i) => {
    const [z, v] = pair(i);
    const [X1, X2] = [x[2 * i], x[2 * i + 1]];
    return (X1 - Math.sqrt(h) * z) ** 2 + X2 * X2 - X2 * h * z * v;
  });
  return normalMean2(excess) + h ** 2 / 2;
}

/** The strong order where the noise does not commute: with increments alone no method has more than 1/2. */
export const nonCommutativeOrder = (solver: AnySolver): number =>
  slope((N) => Math.sqrt(N * stepError(solver, T / N)), 64);
