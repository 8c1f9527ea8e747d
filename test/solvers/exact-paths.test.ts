import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import {
  add,
  coordinate,
  cos,
  div,
  formula,
  mul,
  type Operand,
  parameter,
  pow,
  sin,
  sqrt,
  square,
  sub,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { isAdditive, isCommutative, type Sde, sde } from "../../src/problems/sde.ts";
import type { Process } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { milstein } from "../../src/solvers/milstein.ts";
import { sra1 } from "../../src/solvers/sra1.ts";
import { stochasticHeun } from "../../src/solvers/stochastic-heun.ts";
import { catches, near, seedOf } from "../support.ts";

type Arrays = Float64Array;
const [u, t] = [coordinate(0, 0), parameter("t")];
const away = sub(1, square(u));

/** The five problems with exact paths of SciML's SDEProblemLibrary, in the Ito sense, each from u0 over (0, 1). */
interface Problem {
  readonly drift: Operand;
  readonly noise: Operand;
  readonly u0: number;
  /** u(t) for W(t) = W */
  readonly exact: (t: number, W: number) => number;
}
const [alpha, beta] = [0.1, 0.05];
const rising = (e: number, u0: number) => (e * (1 + u0) - (1 - u0)) / (e * (1 + u0) + (1 - u0));
const problems: Readonly<Record<string, Problem>> = {
  linear: {
    drift: mul(1.01, u),
    noise: mul(0.87, u),
    u0: 0.5,
    exact: (t, W) => 0.5 * Math.exp((1.01 - 0.87 ** 2 / 2) * t + 0.87 * W),
  },
  wave: {
    drift: mul(-(alpha ** 2), mul(sin(u), pow(cos(u), 3))),
    noise: mul(alpha, square(cos(u))),
    u0: 1,
    exact: (_, W) => Math.atan(alpha * W + Math.tan(1)),
  },
  cubic: {
    drift: mul(-0.25, mul(u, away)),
    noise: mul(0.5, away),
    u0: 0.5,
    exact: (_, W) => rising(Math.exp(W), 0.5),
  },
  additive: {
    drift: sub(div(beta, sqrt(add(1, t))), div(u, mul(2, add(1, t)))),
    noise: div(alpha * beta, sqrt(add(1, t))),
    u0: 1,
    exact: (t, W) => (1 + beta * (t + alpha * W)) / Math.sqrt(1 + t),
  },
  "stiff quadratic": {
    drift: mul(-1, mul(add(1, u), away)),
    noise: away,
    u0: 0.5,
    exact: (t, W) => rising(Math.exp(-2 * t + 2 * W), 0.5),
  },
};

const space = arraySpace({ particles: 400, dimension: 1 });
const path = brownianPath(space, seedOf("five SDE problems on one Brownian path"), [0, 1]);
/** The one Brownian motion of all these runs, on a grid of N steps. */
function motion(N: number): Noise<Arrays> {
  const steps = [...intervals(uniformGrid(0, 1, N))].map((at) => ({
    increment: path.increment(at, space.scratch()),
    area: path.area(at, space.scratch()),
  }));
  return prescribedNoise({ increment: ({ k }) => steps[k].increment, area: ({ k }) => steps[k].area });
}
const [coarse, fine] = [64, 512];
const noises: Readonly<Record<number, Noise<Arrays>>> = { [coarse]: motion(coarse), [fine]: motion(fine) };
const W = motion(1).increment({ t0: 0, t1: 1, before: 0, k: 0, last: true }, space.scratch());

function problemOf({ drift, noise }: Problem): Sde<Arrays> {
  const of = (node: Operand) => formula({ inputs: 1, outputs: [node] });
  return sde(space, { drift: of(drift), diffusion: of(noise), calculus: "ito" });
}

type Bind = (problem: Sde<Arrays>, noise: Noise<Arrays>) => Process<Arrays>;
/** RMS of u_N - u(1) on the path. */
function error(problem: Problem, bind: Bind, N: number): number {
  const p = bind(problemOf(problem), noises[N]);
  let x: Arrays = new Float64Array();
  const start = new Float64Array(space.particles).fill(problem.u0);
  for (const { state } of integrate(space, p, start, uniformGrid(0, 1, N))) x = state.position;
  return Math.sqrt(x.reduce((sum, v, i) => sum + (v - problem.exact(1, W[i])) ** 2, 0) / x.length);
}
const hasOrder = (problem: Problem, bind: Bind, order: number): void =>
  near(Math.log2(error(problem, bind, coarse) / error(problem, bind, fine)) / 3, order, 0.15);

const euler: Bind = (p, noise) => eulerMaruyama.bind(space, p, noise);
const heun: Bind = (p, noise) => stochasticHeun.bind(space, p, noise);
const commutative: Bind = (p, noise) => {
  assert.ok(isCommutative(p));
  return milstein.bind(space, p, noise);
};
for (const [name, problem] of Object.entries(problems)) {
  const additive = name === "additive";
  test(`${name}: strong orders of Euler-Maruyama, Milstein and stochastic Heun against the exact path`, () => {
    hasOrder(problem, euler, additive ? 1 : 0.5);
    hasOrder(problem, commutative, 1);
    hasOrder(problem, heun, additive ? 2 : 1); // its noise is so weak that the order on an ODE shows
    if (additive) return;
    catches("the drift of the other calculus", () =>
      hasOrder(problem, (p, noise) => commutative({ ...p, drift: p.stratonovich }, noise), 1),
    );
    catches("noise of another path", () =>
      hasOrder(problem, (p) => commutative(p, freshNoise(space, 1n)), 1),
    );
  });
}

test("additive: SRA1 has order 2 here, as the drift is linear; it refuses the others", () => {
  hasOrder(
    problems.additive,
    (p, noise) => {
      assert.ok(isAdditive(p));
      return sra1.bind(space, p, noise);
    },
    2,
  );
  assert.not(isAdditive(problemOf(problems.cubic)));
});

test.run();
