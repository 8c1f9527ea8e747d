import { test } from "uvu";
import { arraySpace } from "../../src/array-space.ts";
import { coordinate, formula, mul } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { additive } from "../../src/problems/additive.ts";
import type { Problems } from "../../src/problems/problem.ts";
import type { Solver } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import type { Ensemble } from "../../src/space.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, checkMean, checkVariance, component, near, seeded } from "../support.ts";
import { everySolver } from "./standard-problems.ts";

type Arrays = Float64Array;
const [theta, g, T] = [1.3, 0.7, 2];
const ornsteinUhlenbeck = (space: Ensemble<Arrays>) =>
  additive(space, { drift: (_, x, out) => space.combine(out, [-theta, x]), diffusion: () => g });

/** The end of a run of N steps from zero. */
function end<P extends "general" | "additive">(
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

/** What a unit of noise in each of N steps becomes at the end: particle k feels step k alone. */
function response(solver: Solver<"general"> | Solver<"additive">, N: number): Arrays {
  const space = arraySpace({ particles: N, dimension: 1 });
  const impulse = prescribedNoise({
    increment: ({ k }) => Float64Array.from({ length: N }, (_, i) => (i === k ? 1 : 0)),
  });
  return end(space, solver as Solver<"additive">, ornsteinUhlenbeck(space), impulse, N);
}

/** RMS of X_N - X(T) on one path: the exact solution weights dW(r) by g exp(-theta (T - r)). */
function strongError(solver: Solver<"general"> | Solver<"additive">, N: number): number {
  const h = T / N;
  const decay = (rate: number, k: number) =>
    (Math.exp(-rate * (T - (k + 1) * h)) - Math.exp(-rate * (T - k * h))) / rate;
  const square = response(solver, N).reduce(
    (sum, r, k) => sum + r * r * h - 2 * r * g * decay(theta, k) + g * g * decay(2 * theta, k),
    0,
  );
  return Math.sqrt(square);
}

for (const solver of everySolver) {
  if (solver.couples !== undefined || (solver.kind !== "general" && solver.kind !== "additive")) continue;
  // what increments alone allow; a method that claims more says so, and additive noise is the widest of its kind
  const claimed = solver.kind === "additive" ? (solver.strong ?? 1) : 1;
  test(`${solver.name}: strong order ${claimed} on additive noise, without sampling`, () => {
    near(Math.log2(strongError(solver, 64) / strongError(solver, 128)), claimed, 0.1);
  });
}

seeded("on one Brownian path a coarse and a fine run differ by their exact strong error", (seed) => {
  const space = arraySpace({ particles: 4_000, dimension: 1 });
  const [N, m] = [8, 4];
  const [coarse, fine] = [response(eulerMaruyama, N), response(eulerMaruyama, N * m)];
  const variance = fine.reduce((sum, r, j) => sum + ((coarse[Math.floor(j / m)] - r) ** 2 * T) / (N * m), 0);
  const law = (make: () => Noise<Arrays>) => {
    const run = (steps: number) => end(space, eulerMaruyama, ornsteinUhlenbeck(space), make(), steps);
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
const nonCommutative = (space: Ensemble<Arrays>, f = twist): Problems<Arrays>["general"] => ({
  drift: (_, _x, out) => space.combine(out),
  product: (_, x, w, out) => space.evaluate(f, [], out, x, w),
});
seeded("non-commutative noise: Euler-Maruyama's mean square error is T h / 2", (seed) => {
  const space = arraySpace({ particles: 2_000, dimension: 2 });
  const [N, m] = [8, 4];
  const noise = () => brownianPath(space, seed, [0, 1]);
  const law = (problem: Problems<Arrays>["general"], make = noise) => {
    const [a, b] = [N, N * m].map((steps) =>
      component(end(space, eulerMaruyama, problem, make(), steps, 1), 2, 1),
    );
    // the fine run's own error is orthogonal to the coarse one's
    checkMean(
      a.map((x, i) => (x - b[i]) ** 2),
      (1 / N - 1 / (N * m)) / 2,
    );
  };
  law(nonCommutative(space));
  catches("half the noise", () => law(nonCommutative(space, halved)));
  catches("noise that is new on each grid", () => law(nonCommutative(space), () => freshNoise(space, seed)));
});

test.run();
