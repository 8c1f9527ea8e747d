import { abs, add, div, formula, input, max, mul, parameter } from "../formula/index.ts";
import { DivergenceError } from "../refusal.ts";
import { type BatchSolver, process } from "../solver.ts";
import type { Term } from "../space.ts";

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

const MOST = 100_000;

/**
 * Dormand-Prince 5(4) with a step size common to the batch: sub-steps within each interval keep the root mean
 * square error over all components below atol + rtol |x|. The last stage and the step size carry over.
 * Throws a `DivergenceError` when the step underflows.
 */
export const dormandPrince: BatchSolver<"ode"> = {
  name: "dormand-prince",
  kind: "ode",
  couples: "batch",
  about: "adaptive Runge-Kutta 5(4); its step is common to the batch",
  order: 5,
  evaluations: "6 a sub-step",
  settings: {
    rtol: { default: 1e-6, min: 0, about: "relative tolerance" },
    atol: { default: 1e-9, min: 0, about: "absolute tolerance" },
  },
  reference: "Dormand and Prince (1980), doi:10.1016/0771-050X(80)90013-3",
  bind(space, { drift }, _, { rtol = 1e-6, atol = 1e-9 } = {}) {
    const f = difference.map(() => space.scratch());
    let [y, e] = [space.scratch(), space.scratch()];
    let q = space.scratch(1);
    type S = typeof y;
    const terms = (h: number, weights: readonly number[]): Term<S>[] =>
      weights.map((a, j) => [a * h, f[j]] as const).filter(([a]) => a !== 0);

    /** Leaves the end of a sub-step of length h in y, its slope in the last stage; returns the error. */
    const attempt = (x: S, t: number, h: number): number => {
      for (const [j, [c, ...a]] of stages.entries()) {
        y = space.combine(y, [1, x], ...terms(h, a));
        f[j + 1] = drift(t + c * h, y, f[j + 1]);
      }
      e = space.combine(e, ...terms(h, difference));
      e = space.map(relative, [atol, rtol], e, e, x, y);
      q = space.dot(q, e, e);
      q = space.mean(q, q);
      return Math.sqrt(space.read(q) / space.dimension);
    };

    return process({
      start: (position, t) => ({ position, slope: drift(t, position, space.scratch()), size: 0 }),
      step({ position: x, slope, size }, { t0, t1 }) {
        let h = Math.sign(t1 - t0) * (size || Math.abs(t1 - t0) / 100);
        [f[0], slope] = [slope, f[0]];
        for (let t = t0, tries = 0; t !== t1; tries++) {
          const lands = Math.abs(h) >= Math.abs(t1 - t) * (1 - 1e-12);
          const trial = lands ? t1 - t : h;
          const error = attempt(x, t, trial);
          const factor = Math.min(10, Math.max(0.2, 0.9 * error ** -0.2)) || 0.2;
          if (error <= 1) {
            [x, y] = [y, x];
            [f[0], f[6]] = [f[6], f[0]];
            t = lands ? t1 : t + trial;
            h = lands ? Math.max(Math.abs(h), Math.abs(trial) * factor) * Math.sign(trial) : trial * factor;
          } else h = trial * Math.min(1, factor);
          if (tries > MOST || t + h === t) {
            throw new DivergenceError(
              `dormand-prince: at t = ${t} a step of ${h} does not move or ${MOST} steps were not enough. ` +
                "The problem may be stiff or blow up there: raise --rtol, or end the grid earlier.",
            );
          }
        }
        [f[0], slope] = [slope, f[0]];
        return { position: x, slope, size: Math.abs(h) };
      },
    });
  },
};
