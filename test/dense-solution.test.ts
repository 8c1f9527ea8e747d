import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../src/array-space.ts";
import { type DenseSolution, denseSolution } from "../src/dense-solution.ts";
import { coordinates, formula, neg } from "../src/formula/index.ts";
import { uniformGrid } from "../src/grids/uniform.ts";
import { integrate } from "../src/integrate.ts";
import type { Field } from "../src/problems/problem.ts";
import { DivergenceError, UsageError } from "../src/refusal.ts";
import { dormandPrince } from "../src/solvers/dormand-prince.ts";
import { poisonedSpace } from "./poisoned-space.ts";
import { catches, near, same } from "./support.ts";

type Arrays = Float64Array;
const shape = { particles: 3, dimension: 2 };
const plane = arraySpace(shape);
const [x, y] = coordinates(0, 2);
const rotation = formula({ inputs: 1, outputs: [neg(y), x] });
const rotates =
  (space = plane): Field<Arrays> =>
  (_, q, out) =>
    space.evaluate(rotation, [], out, q);
const starts = () => Float64Array.of(1, 0, 0, 2, -1, 1);
const orbit = (from: number, to: number, rtol = 1e-8, space = plane): DenseSolution<Arrays> =>
  denseSolution(space, { drift: rotates(space) }, starts(), [from, to], { rtol, atol: rtol });

/** The largest distance from the circles at 400 times between. */
function miss(at: (t: number) => Arrays, from: number, to: number): number {
  let worst = 0;
  for (const t of uniformGrid(from, to, 400)) {
    const [c, s] = [Math.cos(t - from), Math.sin(t - from)];
    const q = at(t);
    const p = starts();
    for (let i = 0; i < 6; i += 2) {
      worst = Math.max(worst, Math.hypot(q[i] - c * p[i] + s * p[i + 1], q[i + 1] - s * p[i] - c * p[i + 1]));
    }
  }
  return worst;
}

test("between the steps it is as near to the orbit as the tolerance asks, in either direction of time", () => {
  for (const [from, to] of [
    [0, 7],
    [2, -5],
  ]) {
    for (const rtol of [1e-5, 1e-7, 1e-9]) {
      const solution = orbit(from, to, rtol);
      const within = (at: (t: number) => Arrays) => {
        const ratio = miss(at, from, to) / rtol;
        assert.ok(ratio > 0.05 && ratio < 50, `error ${ratio} times the tolerance ${rtol}`);
      };
      within((t) => solution.at(t, plane.scratch()));
      catches("straight lines between the steps", () =>
        within((t) => {
          const { times } = solution;
          const i = Math.max(
            1,
            times.findIndex((s) => Math.abs(s - from) >= Math.abs(t - from)),
          );
          const c = (t - times[i - 1]) / (times[i] - times[i - 1]);
          const [a, b] = [times[i - 1], times[i]].map((s) => solution.at(s, plane.scratch()));
          return a.map((v, j) => (1 - c) * v + c * b[j]);
        }),
      );
    }
  }
});

test("its ends are those of the solver, bit for bit", () => {
  const settings = { rtol: 1e-6, atol: 1e-6 };
  const solution = denseSolution(plane, { drift: rotates() }, starts(), [0.3, 5], settings);
  same(solution.at(0.3, plane.scratch()), starts());
  const p = dormandPrince.bind(plane, { drift: rotates() }, prescribedNoise({}), settings);
  for (const { k, state } of integrate(plane, p, starts(), Float64Array.of(0.3, 5))) {
    if (k === 1) same(solution.at(5, plane.scratch()), state.position);
  }
  assert.is(solution.times[0], 0.3);
  assert.is(solution.times.at(-1), 5);
});

/** t^n on [0, 2] as the solution of dx/dt = n t^(n - 1), which the steps meet to rounding for n <= 5. */
function power(n: number): { times: readonly number[]; error: (t: number) => number } {
  const line = arraySpace({ particles: 1, dimension: 1 });
  const drift: Field<Arrays> = (t, _, out) => out.fill(n * t ** (n - 1));
  const { times, at } = denseSolution(line, { drift }, Float64Array.of(0), [0, 2], {
    rtol: 1e-4,
    atol: 1e-4,
  });
  return { times, error: (t) => at(t, line.scratch())[0] - t ** n };
}
test("between the steps it is of order 4: exact for a quartic, and for a quintic off by a constant times h^5", () => {
  for (const n of [1, 2, 3, 4]) {
    const { error } = power(n);
    for (const t of uniformGrid(0, 2, 37)) near(error(t), 0, 2e-14);
  }
  const { times, error } = power(5);
  const defects = times.slice(1).map((t1, i) => {
    const h = t1 - times[i];
    return { h, defect: error(t1 - h / 2) / h ** 5 };
  });
  assert.ok(Math.max(...defects.map(({ h }) => h)) > 10 * Math.min(...defects.map(({ h }) => h)));
  for (const { defect } of defects) {
    assert.ok(Math.abs(defect) > 1e-3);
    near(defect, defects[0].defect, 1e-10);
  }
});

test("its slope is continuous and that of the field", () => {
  const solution = orbit(0, 7, 1e-6);
  const d = 1e-5;
  for (const t of solution.times.slice(1, -1)) {
    const [before, at, after] = [t - d, t, t + d].map((s) => solution.at(s, plane.scratch()));
    const slope = rotates()(t, at, plane.scratch());
    slope.forEach((v, i) => {
      near((at[i] - before[i]) / d, v, 5e-5);
      near((after[i] - at[i]) / d, v, 5e-5);
    });
  }
});

test("a time outside the interval is refused, and so is an unknown setting", () => {
  const refused = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ]) {
    const solution = orbit(from, to);
    for (const t of [-1e-9, 1.1, Number.NaN])
      refused(() => solution.at(t, plane.scratch()), /time of a solution: got .*expected a time between/);
  }
  refused(() => orbit(0, Infinity), /time of a solution: got Infinity/);
  refused(
    () => denseSolution(plane, { drift: rotates() }, starts(), [0, 1], { rtoll: 1 }),
    /Did you mean "rtol"/,
  );
});

test("an interval of no length has its start for an answer; a solution that blows up stops", () => {
  same(orbit(2, 2).at(2, plane.scratch()), starts());
  const drift: Field<Arrays> = (_, q, out) => {
    for (let i = 0; i < q.length; i++) out[i] = 1 + q[i] ** 2;
    return out;
  };
  assert.throws(
    () => denseSolution(plane, { drift }, starts(), [0, 5]),
    (e: unknown) => e instanceof DivergenceError,
  );
});

test("it keeps the contract of the space: the same numbers in a poisoned one, and all is given back once", () => {
  const poisoned = poisonedSpace(shape);
  const [plain, other] = [orbit(0, 3), orbit(0, 3, 1e-8, poisoned)];
  for (const t of uniformGrid(0, 3, 17)) same(other.at(t, poisoned.scratch()), plain.at(t, plane.scratch()));
  other.free();
  assert.throws(() => other.at(1, poisoned.scratch()), /after it was given away/);
});

test.run();
