import { abs, add, div, formula, input, max, mul, parameter } from "../formula/index.ts";
import type { Interval } from "../interval.ts";
import type { Field } from "../problems/problem.ts";
import { DivergenceError } from "../refusal.ts";
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

/** By how much the next step may be larger; an error that is not a number asks for a smaller one. */
const growth = (error: number): number => Math.min(10, Math.max(0.2, 0.9 * error ** -0.2)) || 0.2;

const MOST = 100_000;
function giveUp(k: number, t: number, h: number): never {
  throw new DivergenceError(
    `dormand-prince: in step ${k} at t = ${t} a sub-step of ${h} does not move, or ${MOST} were not enough. ` +
      "The problem may be stiff or blow up there: raise rtol, or end the grid earlier.",
  );
}

/** h times the sum of the weighted slopes, term by term. */
export const weighted = <S>(h: number, weights: readonly number[], slopes: readonly S[]): Term<S>[] =>
  weights.map((a, j) => [a * h, slopes[j]] as const).filter(([a]) => a !== 0);

export const tolerances = {
  rtol: { default: 1e-6, min: 0, about: "relative tolerance" },
  atol: { default: 1e-9, min: 0, about: "absolute tolerance" },
} as const;

/** A point of a solution: the slope there, and the size of the next sub-step, 0 where it is not known yet. */
export interface Reached<S> {
  readonly position: S;
  readonly slope: S;
  readonly size: number;
}

/** An accepted sub-step of h to `time`, borrowed: where it ends, and its seven slopes, the last of them there. */
interface SubStep<S> {
  readonly time: number;
  readonly h: number;
  readonly end: S;
  readonly slopes: readonly S[];
}

/** The adaptive step of Dormand and Prince's pair of orders 5 and 4. */
export function dormandPrinceStepper<S>(
  space: Ensemble<S>,
  drift: Field<S>,
  numbers: readonly [atol: number, rtol: number],
) {
  const f = difference.map(() => space.scratch());
  let end = space.scratch();
  let e = space.scratch();
  let q = space.scratch(1);

  /** Steps from x, whose slope is f[0], by h; returns the error in units of the tolerances, a root mean square. */
  const attempt = (x: S, t: number, h: number): number => {
    for (const [j, [c, ...a]] of stages.entries()) {
      end = space.combine(end, [1, x], ...weighted(h, a, f));
      f[j + 1] = drift(t + c * h, end, f[j + 1]);
    }
    e = space.combine(e, ...weighted(h, difference, f));
    e = space.map(relative, numbers, e, e, x, end);
    q = space.dot(q, e, e);
    q = space.mean(q, q);
    return Math.sqrt(space.read(q) / space.dimension);
  };

  /** From t0 to t1, by sub-steps that land there; `visit` sees each of them. */
  return (
    { position: x, slope, size }: Reached<S>,
    { t0, t1, k }: Pick<Interval, "t0" | "t1" | "k">,
    visit: (step: SubStep<S>) => void = () => {},
  ): Reached<S> => {
    const way = Math.sign(t1 - t0);
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
        t = lands ? t1 : t + way * trial;
        visit({ time: t, h: way * trial, end, slopes: f });
        [x, end] = [end, x];
        [f[0], f[6]] = [f[6], f[0]];
        h = lands ? Math.max(h, next) : next;
      } else h = Math.min(trial, next);
    }
    [f[0], slope] = [slope, f[0]];
    return { position: x, slope, size: h };
  };
}
