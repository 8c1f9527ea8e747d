import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { add, coordinates, formula, mul, neg, square, sub } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import type { Field } from "../../src/problems/problem.ts";
import { DivergenceError } from "../../src/refusal.ts";
import { dormandPrince } from "../../src/solvers/dormand-prince.ts";
import { catches, near, same } from "../support.ts";

type Arrays = Float64Array;
const space = arraySpace({ particles: 1, dimension: 2 });
const [x, y] = coordinates(0, 2);
/** The van der Pol oscillator: no closed form, smooth, of changing stiffness. */
const oscillator = formula({ inputs: 1, outputs: [y, sub(mul(3, mul(sub(1, square(x)), y)), x)] });
const rotation = formula({ inputs: 1, outputs: [neg(y), x] });

/** Runs and counts the evaluations; `ask` sees each of them. */
function solve(
  f: typeof rotation,
  grid: Arrays,
  settings: { rtol?: number; atol?: number },
  ask = (_t: number, _x: Arrays) => {},
) {
  let evaluations = 0;
  const drift: Field<Arrays> = (t, q, out) => {
    evaluations++;
    ask(t, q);
    return space.evaluate(f, [], out, q);
  };
  const p = dormandPrince.bind(space, { drift }, prescribedNoise({}), settings);
  let end = new Float64Array();
  for (const { state } of integrate(space, p, Float64Array.of(1, 0), grid)) end = state.position.slice();
  return { end, evaluations };
}

const circle = (t: number) => [Math.cos(t), Math.sin(t)];
const miss = (end: Arrays, t: number) => Math.hypot(end[0] - circle(t)[0], end[1] - circle(t)[1]);

/** The error is of the tolerance's size, neither far above nor wastefully far below. */
function followsTolerance(error: (rtol: number) => number): void {
  for (const rtol of [1e-4, 1e-6, 1e-8, 1e-10]) {
    const ratio = error(rtol) / rtol;
    assert.ok(ratio > 0.02 && ratio < 20, `error ${ratio} times the tolerance ${rtol}`);
  }
}
test("the error follows rtol, forwards and backwards", () => {
  for (const T of [7, -7]) {
    followsTolerance((rtol) => miss(solve(rotation, uniformGrid(0, T, 1), { rtol, atol: rtol }).end, T));
  }
  catches("a tolerance that is not heard", () =>
    followsTolerance(() => miss(solve(rotation, uniformGrid(0, 7, 1), { rtol: 1e-6, atol: 1e-6 }).end, 7)),
  );
});

test("evaluations grow as rtol^(-1/5)", () => {
  const [loose, tight] = [1e-6, 1e-11].map(
    (rtol) => solve(oscillator, uniformGrid(0, 20, 1), { rtol, atol: rtol }).evaluations,
  );
  near(Math.log10(tight / loose), 1, 0.15);
});

test("the last stage of a sub-step is the first of the next: six evaluations each, one more at the start", () => {
  const { evaluations } = solve(rotation, uniformGrid(0, 7, 1), { rtol: 1e-8 });
  assert.is(evaluations % 6, 1);
  const many = solve(rotation, uniformGrid(0, 7, 500), { rtol: 1e-3, atol: 1e-3 });
  const first = solve(rotation, uniformGrid(0, 0.014, 1), { rtol: 1e-3, atol: 1e-3 });
  assert.is(
    many.evaluations,
    first.evaluations + 6 * 499,
    "one sub-step an interval after the first, and no new start",
  );
});

test("every grid point is landed on exactly, at a slope of the same place", () => {
  const asked = new Map<number, Arrays>();
  const grid = uniformGrid(0.1, -2.3, 7);
  solve(oscillator, grid, {}, (t, q) => asked.set(t, q.slice()));
  assert.ok([...grid].every((t) => asked.has(t)));
  const p = dormandPrince.bind(
    space,
    { drift: (_, q, out) => space.evaluate(oscillator, [], out, q) },
    prescribedNoise({}),
  );
  let state = p.start(Float64Array.of(1, 0), grid[0]);
  for (const at of intervals(grid)) {
    state = p.step(state, at);
    same(state.slope as Arrays, space.evaluate(oscillator, [], space.scratch(), state.position), "slope");
  }
});

test("there and back again", () => {
  const tight = { rtol: 1e-11, atol: 1e-11 };
  const { end } = solve(oscillator, Float64Array.of(0, 2), tight);
  const p = dormandPrince.bind(
    space,
    { drift: (_, q, out) => space.evaluate(oscillator, [], out, q) },
    prescribedNoise({}),
    tight,
  );
  const back = p.step(p.start(end, 2), { t0: 2, t1: 0, before: 2, k: 0, last: true }).position;
  near(back[0], 1, 1e-8);
  near(back[1], 0, 1e-8);
});

test("a solution that blows up stops with a DivergenceError that says where and what to do", () => {
  const explosion = formula({ inputs: 1, outputs: [add(1, square(x)), square(y)] });
  const blowsUp = () => solve(explosion, Float64Array.of(0, 5), {});
  assert.throws(blowsUp, (e: unknown) => {
    if (!(e instanceof DivergenceError)) return false;
    const at = Number(/at t = ([\d.]+)/.exec(e.message)?.[1]);
    near(at, Math.PI / 4, 1e-3); // tan(t + pi/4)
    return /step 0/.test(e.message) && /rtol/.test(e.message);
  });
});

test("a slope that is not a number stops the run", () => {
  const drift: Field<Arrays> = (t, _, out) => out.fill(t > 0.5 ? Number.NaN : 1);
  const p = dormandPrince.bind(space, { drift }, prescribedNoise({}));
  assert.throws(
    () => p.step(p.start(Float64Array.of(1, 0), 0), { t0: 0, t1: 1, before: 0, k: 0, last: true }),
    (e: unknown) => e instanceof DivergenceError,
  );
});

test.run();
