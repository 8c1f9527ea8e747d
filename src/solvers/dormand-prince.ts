import { batchSolver } from "../define-solver.ts";
import { abs, add, div, formula, input, max, mul, parameter } from "../formula/index.ts";
import type { Field } from "../problems/problem.ts";
import { DivergenceError } from "../refusal.ts";
import { process } from "../solver.ts";
import type { Ensemble, Term } from "../space.ts";

/** Rows of the tableau: the time of a stage, then its weights on the stages before it. */
const stages: readonly (readonly [c: number, ...a: number[]])[] = [
  [1 / 5, 1 / 5],
  [3 / 10, 3 / 40, 9 / 40],
  [4 / 5, 44 / 45, -56 / 15, 32 / 9],
  [8 / 9, 19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [1, 9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [1, 35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Difference of the orders 5 and 4. */
const difference = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

const size = max(abs(input(1)), abs(input(2)));
const relative = formula({
  inputs: 3,
  parameters: ["atol", "rtol"],
  outputs: [div(input(0), add(parameter("atol"), mul(parameter("rtol"), size)))],
});

const settings = {
  rtol: { default: 1e-6, min: 0, about: "relative tolerance" },
  atol: { default: 1e-9, min: 0, about: "absolute tolerance" },
} as const;

/** The seven stages of a trial step. */
function stepper<S>(space: Ensemble<S>, drift: Field<S>, tolerances: readonly [atol: number, rtol: number]) {
  /** Slopes of the stages: the first is handed in, the last is the slope at `end`. */
  const slopes = difference.map(() => space.scratch());
  const work = { slopes, end: space.scratch() };
  let e = space.scratch();
  let q = space.scratch(1);
  const terms = (h: number, weights: readonly number[]): Term<S>[] =>
    weights.map((a, j) => [a * h, slopes[j]] as const).filter(([a]) => a !== 0);

  /** Steps from x by h and returns the error in units of the tolerances, a root mean square. */
  const attempt = (x: S, t: number, h: number): number => {
    for (const [j, [c, ...a]] of stages.entries()) {
      work.end = space.combine(work.end, [1, x], ...terms(h, a));
      slopes[j + 1] = drift(t + c * h, work.end, slopes[j + 1]);
    }
    e = space.combine(e, ...terms(h, difference));
    e = space.map(relative, tolerances, e, e, x, work.end);
    q = space.dot(q, e, e);
    q = space.mean(q, q);
    return Math.sqrt(space.read(q) / space.dimension);
  };
  return { work, attempt };
}

/** By how much the next step may be larger; an error that is not a number asks for a smaller one. */
const growth = (error: number): number => Math.min(10, Math.max(0.2, 0.9 * error ** -0.2)) || 0.2;

const MOST = 100_000;
function giveUp(k: number, t: number, h: number): never {
  throw new DivergenceError(
    `dormand-prince: in step ${k} at t = ${t} a sub-step of ${h} does not move, or ${MOST} were not enough. ` +
      "The problem may be stiff or blow up there: raise rtol, or end the grid earlier.",
  );
}

/**
 * Dormand-Prince 5(4) with a step size common to the batch: sub-steps within each interval keep the root mean
 * square error over all components below atol + rtol |x|. The last stage and the step size carry over.
 * Throws a `DivergenceError` when the step underflows.
 */
export const dormandPrince = batchSolver<"ode">({
  name: "dormand-prince",
  kind: "ode",
  couples: "batch",
  about: "adaptive Runge-Kutta 5(4); its step is common to the batch",
  order: 5,
  evaluations: "6 a sub-step",
  settings,
  reference: "Dormand and Prince (1980), doi:10.1016/0771-050X(80)90013-3",
  bind(space, { drift }, _, { rtol, atol } = {}) {
    const { work, attempt } = stepper(space, drift, [atol, rtol]);
    return process({
      start: (position, t) => ({ position, slope: drift(t, position, space.scratch()), size: 0 }),
      step({ position: x, slope, size }, { t0, t1, k }) {
        const way = Math.sign(t1 - t0);
        const f = work.slopes;
        let h = size || Math.abs(t1 - t0) / 100;
        [f[0], slope] = [slope, f[0]];
        for (let t = t0, tries = 0; t !== t1; tries++) {
          if (tries > MOST || t + way * h === t) giveUp(k, t, h);
          const left = Math.abs(t1 - t);
          const lands = h >= left * (1 - 1e-12);
          const trial = lands ? left : h;
          const error = attempt(x, t, way * trial);
          const next = trial * growth(error);
          if (error <= 1) {
            [x, work.end] = [work.end, x];
            [f[0], f[6]] = [f[6], f[0]];
            t = lands ? t1 : t + way * trial;
            h = lands ? Math.max(h, next) : next;
          } else h = Math.min(trial, next);
        }
        [f[0], slope] = [slope, f[0]];
        return { position: x, slope, size: h };
      },
    });
  },
});
