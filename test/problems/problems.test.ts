import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { arraySpace } from "../../src/array-space.ts";
import type { DiffusedDensity } from "../../src/density.ts";
import {
  add,
  coordinates,
  cos,
  div,
  exp,
  formula,
  input,
  log,
  mul,
  neg,
  parameter,
  sin,
  square,
  sub,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import { additive } from "../../src/problems/additive.ts";
import { denoisingFromDenoiser, denoisingFromScore } from "../../src/problems/denoising.ts";
import { diagonal } from "../../src/problems/diagonal.ts";
import { diffusedScore } from "../../src/problems/diffused-score.ts";
import { forward } from "../../src/problems/forward.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import { probabilityFlow } from "../../src/problems/probability-flow.ts";
import type { Field } from "../../src/problems/problem.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { target } from "../../src/problems/target.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import { UsageError } from "../../src/refusal.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import type { Process } from "../../src/solver.ts";
import { dpmSolver2M } from "../../src/solvers/dpm-solver-2m.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { heun } from "../../src/solvers/heun.ts";
import type { Ensemble } from "../../src/space.ts";
import { diffusedStart, normalStart } from "../../src/start.ts";
import { poisonedSpace } from "../poisoned-space.ts";
import { well } from "../solvers/standard-problems.ts";
import { near, property, same } from "../support.ts";

type Arrays = Float64Array;
const one = arraySpace({ particles: 1, dimension: 1 });
const at = (...x: number[]) => Float64Array.from(x);
const value = (field: Field<Arrays>, t: number, x: number): number => field(t, at(x), one.scratch())[0];
const zero: Field<Arrays> = (_, _x, out) => out.fill(0);
const refused = (make: () => unknown) => assert.throws(make, (e: unknown) => e instanceof UsageError);
const real = fc.double({ min: -3, max: 3, noNaN: true });
const time = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const data = gaussianData({ m: 1, s: 0.5 });

property("additive: the product is g(t) w", [real, real], (t, w) => {
  const p = additive(one, { drift: zero, diffusion: (r) => 2 + r });
  near(p.product(t, at(9), at(w), one.scratch())[0], (2 + t) * w, 1e-15);
  assert.is(p.diffusion(t), 2 + t);
});

const b = add(2, sin(input(0)));
property(
  "diagonal: product b w, quadratic b b' w^2, correction b b', Ito's drift is Stratonovich's plus b b' / 2",
  [real, real],
  (x, w) => {
    const parts = {
      drift: ((_, y, out) => one.combine(out, [3, y])) as Field<Arrays>,
      noise: formula({ inputs: 1, outputs: [b] }),
    };
    const [ito, stratonovich] = (["ito", "stratonovich"] as const).map((calculus) =>
      diagonal(one, { ...parts, calculus }),
    );
    const bb = (2 + Math.sin(x)) * Math.cos(x);
    near(ito.quadratic(0, at(x), at(w), one.scratch())[0], bb * w * w, 1e-13);
    near(value(ito.stratonovich, 0, x), 3 * x - bb / 2, 1e-14);
    near(value(stratonovich.stratonovich, 0, x), 3 * x, 0);
    near(ito.product(0, at(x), at(w), one.scratch())[0], (2 + Math.sin(x)) * w, 1e-14);
    near(value(ito.correction, 0, x), bb, 1e-14);
    near(value(ito.drift, 0, x), 3 * x, 1e-14);
    near(value(stratonovich.correction, 0, x), bb, 1e-14);
    near(value(stratonovich.drift, 0, x), 3 * x + bb / 2, 1e-14);
  },
);
test("diagonal: noise that is not one formula of input(0) alone is refused", () => {
  const make = (noise: ReturnType<typeof formula>) => () =>
    diagonal(one, { drift: zero, noise, calculus: "ito" });
  refused(make(formula({ inputs: 2, outputs: [mul(input(0), input(1))] })));
  refused(make(formula({ inputs: 1, outputs: [input(0), input(0)] })));
  refused(make(formula({ inputs: 1, outputs: [mul(parameter("s"), input(0))] })));
});

for (const schedule of [vp, ve]) {
  property(`${schedule.name}: Tweedie's denoiser is the posterior mean, to 1e-10`, [time, real], (t, z) => {
    const [a, s] = [schedule.alpha(t), schedule.sigma(t)];
    const x = data.mean(schedule, t) + z * Math.sqrt(data.variance(schedule, t));
    // precision-weighted mean of the prior N(1, 1/4) and the observation x = a x_0 + s z
    const posterior = (1 / 0.25 + (a * x) / s ** 2) / (1 / 0.25 + a ** 2 / s ** 2);
    const problem = denoisingFromScore(one, schedule, data.score(one, schedule));
    near(value(problem.denoiser, t, x), posterior, 1e-10 * Math.max(1, Math.abs(x) / a));
  });
  property(`${schedule.name}: score to denoiser and back is the score`, [time, real], (t, x) => {
    const score = data.score(one, schedule);
    const there = denoisingFromScore(one, schedule, score);
    const back = denoisingFromDenoiser(one, schedule, there.denoiser);
    const scale = (1 + Math.abs(x)) / schedule.sigma(t) ** 2;
    near(value(back.score, t, x), value(score, t, x), 1e-13 * scale);
    near(value(back.denoiser, t, x), value(there.denoiser, t, x), 0);
  });
}

property(
  "the probability flow's drift is f x - g^2 s / 2, the reverse SDE's f x - g^2 s",
  [time, real],
  (t, x) => {
    const score = data.score(one, vp);
    const [f, g2, s] = [vp.drift(t), vp.diffusion(t) ** 2, value(score, t, x)];
    near(value(probabilityFlow(one, vp, score).drift, t, x), f * x - (g2 * s) / 2, 1e-12);
    near(value(reverse(one, vp, score).drift, t, x), f * x - g2 * s, 1e-12);
    near(value(reverse(one, vp, score, 2).drift, t, x), f * x - (5 / 2) * g2 * s, 1e-12);
    near(reverse(one, vp, score, 2).diffusion(t), 2 * vp.diffusion(t), 1e-14);
  },
);

/** The law of alpha x_0 + sigma z for x_0 ~ N(1, 1/4), whose form depends on the ratio as a quadrature's would. */
let asked: number[] = [];
const [a, s] = [parameter("alpha"), parameter("sigma")];
const [x0] = coordinates(0, 1);
const variance = add(mul(0.25, square(a)), square(s));
const law = sub(div(neg(square(sub(x0, a))), mul(2, variance)), div(log(variance), 2));
const [clean, noisy] = [
  ["alpha", "sigma"],
  ["sigma", "alpha"],
].map((parameters) => formula({ inputs: 1, parameters, outputs: [law] }));
const gaussian: DiffusedDensity = {
  ...well,
  sampler: formula({ inputs: 2, outputs: [add(1, div(coordinates(1, 1)[0], 2))] }),
  dimension: 1,
  diffused(ratio) {
    asked.push(ratio);
    return ratio < 1 ? clean : noisy;
  },
};
property(
  "the diffused score is that of the law at each time, whatever formula the ratio takes",
  [time, real],
  (t, x) => {
    asked = [];
    near(value(diffusedScore(one, gaussian, vp), t, x), value(data.score(one, vp), t, x), 1e-11);
    near(asked[0], vp.sigma(t) / vp.alpha(t), 0);
  },
);

test("a target's score is the gradient of its log-density", () => {
  const plane = arraySpace({ particles: 1, dimension: 2 });
  const p = target(plane, well);
  const l = (...x: number[]) => p.logDensity(0, at(...x), plane.scratch(1))[0];
  const h = 1e-5;
  for (const [x, y] of [
    [0.3, -1.2],
    [-2, 0.7],
    [1, 0],
  ]) {
    const score = p.score(0, at(x, y), plane.scratch());
    near(score[0], (l(x + h, y) - l(x - h, y)) / (2 * h), 1e-8);
    near(score[1], (l(x, y + h) - l(x, y - h)) / (2 * h), 1e-8);
  }
});

test("overdamped and underdamped Langevin: sqrt(2 T), defaults, and what is refused", () => {
  near(overdamped(one, zero, 0.5).diffusion(0), 1, 1e-15);
  assert.is(overdamped(one, zero).drift, zero);
  const { temperature, friction } = underdamped(zero);
  assert.equal([temperature, friction], [1, 1]);
  refused(() => overdamped(one, zero, -1));
  refused(() => overdamped(one, zero, Number.NaN));
  refused(() => underdamped(zero, { friction: -0.1 }));
  refused(() => underdamped(zero, { temperature: Infinity }));
  refused(() => reverse(one, vp, zero, -1));
});

test("problems, paths and starts keep the contract of the space: the same numbers in a poisoned one", () => {
  const shape = { particles: 4, dimension: 1 };
  const run = (space: Ensemble<Arrays>): Arrays[] => {
    const score = diffusedScore(space, gaussian, vp);
    const back = denoisingFromDenoiser(space, vp, denoisingFromScore(space, vp, score).denoiser);
    const path = brownianPath(space, 3n, [0, 1]);
    const walk = (p: Process<Arrays>, grid = uniformGrid(0.9, 0.1, 5)) => {
      let x = normalStart(space, 3n);
      for (const { state } of integrate(space, p, x, grid)) x = state.position;
      return x;
    };
    return [
      walk(eulerMaruyama.bind(space, reverse(space, vp, back.score), path)),
      walk(eulerMaruyama.bind(space, forward(space, vp), path), uniformGrid(0.1, 0.9, 5)),
      walk(heun.bind(space, probabilityFlow(space, vp, score), path)),
      walk(dpmSolver2M.bind(space, back, path)),
      path.area({ t0: 0.3, t1: 0.7, before: 0, k: 0, last: false }, space.scratch()),
      diffusedStart(space, 3n, gaussian, vp, 0.4),
    ];
  };
  const expected = run(arraySpace(shape));
  for (const [i, x] of run(poisonedSpace(shape)).entries()) same(x, expected[i], `case ${i}`);
});

test("a map of a nonlinear noise agrees with its formula at every component", () => {
  const space = arraySpace({ particles: 2, dimension: 2 });
  const noise = formula({ inputs: 1, outputs: [exp(cos(input(0)))] });
  const p = diagonal(space, { drift: zero, noise, calculus: "ito" });
  const x = at(0.1, 2, -1, 3);
  const out = p.correction(0, x, space.scratch());
  const expected = x.map((v) => -Math.exp(2 * Math.cos(v)) * Math.sin(v));
  expected.forEach((v, i) => {
    near(out[i], v, 1e-14 * Math.max(1, Math.abs(v)));
  });
  same(x, at(0.1, 2, -1, 3));
});

test.run();
