import fc from "fast-check";
import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { add, coordinates, formula, mul, neg, parameter } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { intervals } from "../../src/integrate.ts";
import { additive } from "../../src/problems/additive.ts";
import type { Problems } from "../../src/problems/problem.ts";
import type { Solver } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { heun } from "../../src/solvers/heun.ts";
import { rk4 } from "../../src/solvers/rk4.ts";
import { sra1 } from "../../src/solvers/sra1.ts";
import { stochasticHeun } from "../../src/solvers/stochastic-heun.ts";
import { catches, near, property, same } from "../support.ts";

const space = arraySpace({ particles: 1, dimension: 2 });
const [u, v] = coordinates(0, 2);
const [a, b] = [parameter("a"), parameter("b")];
/** z' = (a + ib) z in two real components. */
const spiral = formula({
  inputs: 1,
  parameters: ["a", "b"],
  outputs: [add(mul(a, u), neg(mul(b, v))), add(mul(b, u), mul(a, v))],
});
const ode = (re: number, im: number): Problems<Float64Array>["ode"] => ({
  drift: (_, x, out) => space.evaluate(spiral, [re, im], out, x),
});

type Complex = readonly [number, number];
const times = ([p, q]: Complex, [r, s]: Complex): Complex => [p * r - q * s, p * s + q * r];
/** The stability function 1 + z + z^2/2 + ... + z^order / order! */
function R(z: Complex, order: number): Complex {
  let sum: Complex = [1, 0];
  let term: Complex = [1, 0];
  for (let n = 1; n <= order; n++) {
    const [re, im] = times(term, z);
    term = [re / n, im / n];
    sum = [sum[0] + term[0], sum[1] + term[1]];
  }
  return sum;
}

function isStability(solver: Pick<Solver<"ode">, "bind">, order: number, [re, im]: Complex, h: number): void {
  const p = solver.bind(space, ode(re, im), prescribedNoise({}));
  const at = { t0: 0.3, t1: 0.3 + h, before: 0.3, k: 0, last: true };
  const { position } = p.step(p.start(Float64Array.of(1, -0.5), 0.3), at);
  const h1 = at.t1 - at.t0;
  const [x, y] = times([1, -0.5], R([re * h1, im * h1], order));
  near(position[0], x, 1e-14 * (1 + Math.abs(x)));
  near(position[1], y, 1e-14 * (1 + Math.abs(y)));
}

const number = fc.double({ min: -2, max: 2, noNaN: true });
const step = fc.double({ min: -0.7, max: 0.7, noNaN: true }).filter((h) => Math.abs(h) > 1e-6);
/** A method for SDEs on an ODE, where its noise is zero. */
const silent = (method: Pick<Solver<"additive">, "bind">): Pick<Solver<"ode">, "bind"> => ({
  bind: (space, { drift }, noise) =>
    method.bind(space, additive(space, { drift, diffusion: () => 0 }), noise),
});

for (const [name, solver, order] of [
  ["Euler-Maruyama without noise", silent(eulerMaruyama), 1],
  ["Heun's method", heun, 2],
  ["stochastic Heun without noise", silent(stochasticHeun), 2],
  ["SRA1 without noise", silent(sra1), 2],
  ["RK4", rk4, 4],
] as const) {
  property(
    `one step of ${name} on z' = Az is R(hA), 1 + ... + (hA)^${order} / ${order}!`,
    [number, number, step],
    (re, im, h) => isStability(solver, order, [re, im], h),
  );
}

test("without noise stochastic Heun is Heun's method, bit for bit", () => {
  const problem = ode(-0.7, 1.9);
  const walk = (solver: Pick<Solver<"ode">, "bind">) => {
    const p = solver.bind(space, problem, prescribedNoise({}));
    let state = p.start(Float64Array.of(1, -0.5), 0);
    for (const at of intervals(uniformGrid(0, 2, 9))) state = p.step(state, at);
    return state.position;
  };
  same(walk(silent(stochasticHeun)), walk(heun));
  catches("RK4", () => same(walk(rk4), walk(heun)));
});

test("another stability function is caught", () => {
  catches("RK4 for Heun", () => isStability(rk4, 2, [-1, 1], 0.1));
  catches("the wrong way round", () =>
    isStability(
      {
        bind: (s, p, n) => {
          const process = heun.bind(s, p, n);
          return { start: process.start, step: (x, at) => process.step(x, { ...at, t1: 2 * at.t0 - at.t1 }) };
        },
      },
      2,
      [-1, 1],
      0.1,
    ),
  );
});

test.run();
