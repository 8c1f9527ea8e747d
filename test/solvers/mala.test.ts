import fc from "fast-check";
import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { formula, input, less, log, select, sub } from "../../src/formula/index.ts";
import type { Interval } from "../../src/interval.ts";
import { target } from "../../src/problems/target.ts";
import { process, type Solver, type State } from "../../src/solver.ts";
import { mala } from "../../src/solvers/mala.ts";
import { catches, near, property } from "../support.ts";
import { logAcceptance } from "./log-acceptance.ts";
import { well } from "./standard-problems.ts";

type Arrays = Float64Array;
const at = (h: number): Interval => ({ t0: 0, t1: h, before: 0, k: 0, last: false });
const accepted = (state: State<Arrays>) => state.accepted as Arrays;

/** Metropolis without the ratio of the proposals: the planted bug. */
const lopsided: Pick<Solver<"target">, "bind"> = {
  bind(space, { score, logDensity }, noise) {
    const accepts = formula({
      inputs: 3,
      outputs: [less(log(input(0)), sub(input(1), input(2)))],
    });
    const chosen = formula({
      inputs: 3,
      outputs: [select(less(0, input(0)), input(1), input(2))],
    });
    return process({
      start: (position) => ({ position, accepted: space.combine(space.scratch(1)) }),
      step({ position: x }, at) {
        const h = at.t1 - at.t0;
        const s = score(at.t0, x, space.scratch());
        const y = space.combine(
          space.scratch(),
          [1, x],
          [h, s],
          [Math.sqrt(2 * h), noise.normal(at, 0, space.scratch())],
        );
        const [l, m] = [logDensity(at.t0, y, space.scratch(1)), logDensity(at.t0, x, space.scratch(1))];
        const a = space.map(accepts, [], space.scratch(1), noise.uniform(at, 0, space.scratch(1)), l, m);
        return { position: space.map(chosen, [], space.scratch(), a, y, x), accepted: a };
      },
    });
  },
};

const plane = arraySpace({ particles: 1, dimension: 2 });
const problem = target(plane, well);
const score = (x: Arrays) => problem.score(0, x, plane.scratch());
const logDensity = (x: Arrays) => problem.logDensity(0, x, plane.scratch(1))[0];
/** |y - x - h s(x)|^2 / 4h, minus the log of the proposal's density up to its constant. */
const cost = (x: Arrays, y: Arrays, h: number): number => {
  const s = score(x);
  return y.reduce((sum, v, i) => sum + (v - x[i] - h * s[i]) ** 2 / (4 * h), 0);
};

/** The log of the acceptance of a move from x to y: the largest uniform that still accepts, by bisection in its log. */
function acceptanceOf(solver: Pick<Solver<"target">, "bind">, x: Arrays, y: Arrays, h: number): number {
  const s = score(x);
  const z = y.map((v, i) => (v - x[i] - h * s[i]) / Math.sqrt(2 * h));
  const accepts = (u: number) => {
    const p = solver.bind(plane, problem, prescribedNoise({ normal: () => z, uniform: () => u }));
    return accepted(p.step(p.start(x.slice(), 0), at(h)))[0] === 1;
  };
  return logAcceptance(accepts);
}

/** log p(x) + log q(y | x) + log a(x, y), the same with x and y changed. */
function isBalanced(solver: Pick<Solver<"target">, "bind">, x: Arrays, y: Arrays, h: number): void {
  const there = logDensity(x) - cost(x, y, h) + acceptanceOf(solver, x, y, h);
  const back = logDensity(y) - cost(y, x, h) + acceptanceOf(solver, y, x, h);
  near(there, back, 1e-12 * Math.max(1, Math.abs(there)), "flux");
}
const point = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map((v) => Float64Array.from(v));
property(
  "detailed balance holds at every pair of points, to 1e-12",
  [point, point, fc.double({ min: 0.05, max: 3, noNaN: true })],
  (x, y, h) => isBalanced(mala, x, y, h),
);
test("a proposal ratio that is dropped is caught", () => {
  catches("the ratio dropped", () =>
    isBalanced(lopsided, Float64Array.of(1.2, 0.3), Float64Array.of(-0.4, 0.9), 0.4),
  );
});

test.run();
