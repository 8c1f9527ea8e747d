import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { coordinate, formula, mul } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { semilinear } from "../../src/problems/semilinear.ts";
import { gaussLegendre } from "../../src/quadrature.ts";
import type { Solver } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { stochasticHeun } from "../../src/solvers/stochastic-heun.ts";
import type { Ensemble } from "../../src/space.ts";
import { catches, checkMean, checkVariance, component, near, seeded } from "../support.ts";
import { everySolver } from "./standard-problems.ts";

type Arrays = Float64Array;
const [theta, T] = [1.3, 2];
type Deviation = (t: number) => number;
const constant: Deviation = () => 0.7;
const growing: Deviation = (t) => 0.7 + t * t;
/** dX = -theta X dt + g(t) dW, half of its drift in the linear part where a method tells the parts apart. */
const linear = (space: Ensemble<Arrays>, g: Deviation) =>
  semilinear(space, {
    rate: () => -theta / 2,
    weight: () => theta / 2,
    remainder: (_, x, out) => space.combine(out, [-1, x]),
    diffusion: g,
  });

type Sde = "general" | "stratonovich" | "commutative" | "additive" | "semilinear";
/** The end of a run of N steps from zero. */
function end<P extends Sde>(
  space: Ensemble<Arrays>,
  solver: Solver<P>,
  problem: Problems<Arrays>[P],
  noise: Noise<Arrays>,
  N: number,
  to = T,
): Arrays {
  const start = space.combine(space.scratch());
  const p = solver.bind(space, problem, noise);
  let x = start;
  for (const { state } of integrate(space, p, start, uniformGrid(0, to, N))) x = state.position;
  return x;
}

/** What a unit of `part` of the noise of each of N steps becomes at the end: particle k feels step k alone. */
function response(solver: Solver<Sde>, N: number, part: "increment" | "area", g = constant): Arrays {
  const space = arraySpace({ particles: N, dimension: 1 });
  const impulse = ({ k }: Interval) => Float64Array.from({ length: N }, (_, i) => (i === k ? 1 : 0));
  return end(space, solver, linear(space, g), prescribedNoise({ [part]: impulse }), N);
}

const rule = gaussLegendre(8);
/**
 * RMS of X_N - X(T) on one path. The exact solution weights dW(r) by g(r) exp(-theta (T - r)); a scheme with the responses
 * p to the increments and q to the areas weights it by p + q (t1 - r).
 */
function strongError(solver: Solver<Sde>, N: number, g: Deviation): number {
  const h = T / N;
  const [p, q] = (["increment", "area"] as const).map((part) => response(solver, N, part, g));
  let square = 0;
  for (let k = 0; k < N; k++) {
    rule.nodes.forEach((x, i) => {
      const rest = (h * (1 - x)) / 2; // t1 - r
      const r = (k + 1) * h - rest;
      square += (h / 2) * rule.weights[i] * (p[k] + q[k] * rest - g(r) * Math.exp(-theta * (T - r))) ** 2;
    });
  }
  return Math.sqrt(square);
}

const kinds: readonly string[] = ["general", "stratonovich", "commutative", "additive", "semilinear"];
for (const solver of everySolver) {
  if (solver.couples !== undefined || !kinds.includes(solver.kind)) continue;
  const additive = solver.kind === "additive" || solver.kind === "semilinear";
  // what increments alone allow; a method that claims more says so, and additive noise is the widest of its kind
  const claimed = additive ? (solver.strong ?? 1) : 1;
  // what a method of order 1.5 lacks is made of f'', so that it has order 2 where the drift is linear
  const order = claimed === 1.5 ? 2 : claimed;
  test(`${solver.name}: strong order ${order} on additive noise and a linear drift, without sampling`, () => {
    for (const g of [constant, growing]) {
      const error = (N: number) => strongError(solver as Solver<Sde>, N, g);
      near(Math.log2(error(64) / error(128)), order, 0.1);
    }
  });
}

seeded("on one Brownian path a coarse and a fine run differ by their exact strong error", (seed) => {
  const space = arraySpace({ particles: 4_000, dimension: 1 });
  const [N, m] = [8, 4];
  const [coarse, fine] = [N, N * m].map((n) => response(eulerMaruyama as Solver<Sde>, n, "increment"));
  const variance = fine.reduce((sum, r, j) => sum + ((coarse[Math.floor(j / m)] - r) ** 2 * T) / (N * m), 0);
  const law = (make: () => Noise<Arrays>) => {
    const run = (steps: number) => end(space, eulerMaruyama, linear(space, constant), make(), steps);
    const [a, b] = [run(N), run(N * m)];
    checkVariance(
      a.map((x, i) => x - b[i]),
      variance,
    );
  };
  const path = () => brownianPath(space, seed, [0, T]);
  law(path);
  catches("noise that is new on each grid", () => law(() => freshNoise(space, seed)));
  catches("half the noise", () =>
    law(() => ({
      ...path(),
      increment: (at, out) =>
        path()
          .increment(at, out)
          .map((w) => w / 2),
    })),
  );
});

// dX1 = dW1, dX2 = X1 dW2: no function of the increments is better than sqrt(T h) / 2
const twist = formula({ inputs: 2, outputs: [coordinate(1, 0), mul(coordinate(0, 0), coordinate(1, 1))] });
const halved = formula({
  inputs: 2,
  outputs: [coordinate(1, 0), mul(0.5, mul(coordinate(0, 0), coordinate(1, 1)))],
});
const nonCommutative = (space: Ensemble<Arrays>, f = twist): Problems<Arrays>["stratonovich"] => ({
  drift: (_, _x, out) => space.combine(out),
  stratonovich: (_, _x, out) => space.combine(out),
  product: (_, x, w, out) => space.evaluate(f, [], out, x, w),
});
for (const [solver, share] of [
  [eulerMaruyama, 1 / 2],
  [stochasticHeun, 1 / 4],
] as const) {
  seeded(`${solver.name}: mean square error T h ${share} on non-commutative noise`, (seed) => {
    const space = arraySpace({ particles: 2_000, dimension: 2 });
    const [N, m] = [8, 4];
    const noise = () => brownianPath(space, seed, [0, 1]);
    const law = (problem = nonCommutative(space), make = noise) => {
      const [a, b] = [N, N * m].map((steps) =>
        component(end(space, solver as Solver<"stratonovich">, problem, make(), steps, 1), 2, 1),
      );
      // the fine run's own error is orthogonal to the coarse one's
      checkMean(
        a.map((x, i) => (x - b[i]) ** 2),
        share * (1 / N - 1 / (N * m)),
      );
    };
    law();
    catches("half the noise", () => law(nonCommutative(space, halved)));
    catches("noise that is new on each grid", () => law(undefined, () => freshNoise(space, seed)));
  });
}

test.run();
