import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { evaluate } from "../../src/formula/index.ts";
import { geometricGrid } from "../../src/grids/geometric.ts";
import { intervals } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import { diffused } from "../../src/problems/denoising.ts";
import { edm } from "../../src/schedules/edm.ts";
import type { Solver } from "../../src/solver.ts";
import { dpmSolver2MSde } from "../../src/solvers/dpm-solver-2m-sde.ts";
import { mixtureOf } from "../../toy-distributions/index.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
type Method = Pick<Solver<"denoising">, "bind">;
const wells = mixtureOf(
  [
    { weight: 0.3, mean: [1], covariance: 0.09 },
    { weight: 0.7, mean: [-1], covariance: 0.09 },
  ],
  { name: "wells", title: "wells", about: "two Gaussians" },
);
const [from, to] = [0.8, 0.4];
const [n, reach] = [161, 5.6];
const dx = (2 * reach) / (n - 1);
const X = Float64Array.from({ length: n }, (_, i) => i * dx - reach);
const density = (t: number) => {
  const law = wells.diffused(t);
  const numbers = law.parameters.map((name) => (name === "alpha" ? 1 : t));
  return X.map((x) => Math.exp(evaluate(law, numbers, [x])[0]));
};
const kernel = (m: number, s: number, x: number) =>
  Math.exp(-(((x - m) / s) ** 2) / 2) / (s * Math.sqrt(2 * Math.PI));

/** Where each pair's second one goes without noise, from the memory that a step from X[i] to X[j] leaves, row-major in i. */
function means(method: Method, before: Interval, at: Interval): Arrays {
  const space = arraySpace({ particles: n * n, dimension: 1 });
  const problem = diffused(space, edm, wells);
  const first = (z: Arrays | number, x: Arrays) => {
    const p = method.bind(space, problem, prescribedNoise({ normal: ({ k }) => (k === 0 ? z : 0) }));
    return { p, state: p.step(p.start(x, before.t0), { ...before, k: 0 }) };
  };
  const start = Float64Array.from({ length: n * n }, (_, k) => X[Math.floor(k / n)]);
  const still = first(0, start.slice()).state.position;
  const landing = still.map((m, k) => (X[k % n] - m) / deviation(before));
  const { p, state } = first(landing, start);
  return p.step(state, at).position;
}
/** Of a step's noise, which is that of the exact reverse step. */
const deviation = ({ t0, t1 }: Interval) => t1 * Math.sqrt(1 - (t1 / t0) ** 2);

/** The density at the end of N steps from the exact law, by quadrature over the pairs (x_{k-1}, x_k). */
function densityAfter(method: Method, N: number): Arrays {
  const steps = [...intervals(geometricGrid(from, to, N))];
  const line = arraySpace({ particles: n, dimension: 1 });
  const p = method.bind(line, diffused(line, edm, wells), prescribedNoise({}));
  const start = p.step(p.start(X.slice(), from), steps[0]).position;
  const p0 = density(from);
  let P = Float64Array.from({ length: n * n }, (_, k) => {
    const i = Math.floor(k / n);
    return p0[i] * kernel(start[i], deviation(steps[0]), X[k % n]);
  });
  for (const at of steps.slice(1)) {
    const m = means(method, steps[at.k - 1], at);
    const s = deviation(at);
    const Q = new Float64Array(n * n);
    for (let k = 0; k < n * n; k++) {
      if (P[k] < 1e-16) continue;
      const [low, high] = [m[k] - 7 * s, m[k] + 7 * s].map((x) => Math.round((x + reach) / dx));
      for (let l = Math.max(0, low); l <= Math.min(n - 1, high); l++)
        Q[(k % n) * n + l] += P[k] * dx * kernel(m[k], s, X[l]);
    }
    P = Q;
  }
  return X.map((_, j) => X.reduce((sum, _, i) => sum + P[i * n + j] * dx, 0));
}

/** Errors of the means of functions at the end. */
function errors(method: Method, N: number): number[] {
  const [p, exact] = [densityAfter(method, N), density(to)];
  const mean = (f: (x: number) => number) =>
    Math.abs(X.reduce((sum, x, j) => sum + f(x) * (p[j] - exact[j]) * dx, 0));
  return [(x: number) => x, (x: number) => x * x, (x: number) => x ** 4].map(mean);
}
function isWeakOrder2(method: Method): void {
  const [coarse, fine] = [8, 16].map((N) => errors(method, N));
  for (const [i, error] of coarse.entries())
    near(Math.log2(error / fine[i]), 2, 0.15, `order of the mean of x^${[1, 2, 4][i]}`);
}

test("dpm-solver-2m-sde: weak order 2 where the denoiser is not affine, on two wells, without sampling", () => {
  isWeakOrder2(dpmSolver2MSde);
  catches("history dropped", () =>
    isWeakOrder2({
      bind(space, problem, noise) {
        const p = dpmSolver2MSde.bind(space, problem, noise);
        return { start: p.start, step: (state, at) => p.step(state, { ...at, k: 0 }) };
      },
    }),
  );
});

test.run();
