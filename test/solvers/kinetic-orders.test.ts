import { test } from "uvu";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { intervals } from "../../src/integrate.ts";
import type { Interval } from "../../src/interval.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { Solver } from "../../src/solver.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, near } from "../support.ts";
import { everySolver } from "./standard-problems.ts";

// The damped oscillator q'' = -q - gamma q' + sqrt(2 gamma T) dW, from q = 1 at rest. The scheme is linear, so
// its answer to a unit of noise in one step gives its strong error and its law without sampling.
type Arrays = Float64Array;
const [gamma, temperature, T] = [0.8, 1.5, 2];
const omega = Math.sqrt(1 - gamma ** 2 / 4);
const kernel = (tau: number): number =>
  (Math.sqrt(2 * gamma * temperature) * Math.exp((-gamma * tau) / 2) * Math.sin(omega * tau)) / omega;
const free = (t: number, damping: number): number => {
  const w = Math.sqrt(1 - damping ** 2 / 4);
  return Math.exp((-damping * t) / 2) * (Math.cos(w * t) + (damping / (2 * w)) * Math.sin(w * t));
};

/** Positions of `particles` oscillators at T after N steps from q = q0 at rest. */
function end(
  solver: Solver<"kinetic">,
  N: number,
  q0: number,
  friction: number,
  noise: Noise<Arrays>,
  particles = 1,
): Arrays {
  const space = arraySpace({ particles, dimension: 1 });
  const problem = underdamped((_, q: Arrays, out: Arrays) => space.combine(out, [-1, q]), {
    friction,
    temperature,
  });
  const p = solver.bind(space, problem, noise);
  let state = p.start(new Float64Array(particles).fill(q0), 0);
  for (const at of intervals(uniformGrid(0, T, N))) state = p.step(state, at);
  return state.position;
}
/** Positions after a unit of noise in step k for particle k: of the increment, or of the normals with this draw. */
const response = (solver: Solver<"kinetic">, N: number, of: "increment" | number = "increment"): Arrays => {
  const impulse = ({ k }: Interval) => Float64Array.from({ length: N }, (_, i) => (i === k ? 1 : 0));
  const noise = of === "increment" ? { increment: impulse } : { normal: drawn(of, impulse) };
  return end(solver, N, 0, gamma, prescribedNoise(noise), N);
};
const drawn =
  (wanted: number, impulse: (at: Interval) => Arrays) =>
  (at: Interval, draw: number): Arrays | number =>
    draw === wanted ? impulse(at) : 0;

/** The integral over (0, T) of f(r, index of r's step), by Simpson's rule in each of N steps. */
function integral(N: number, f: (r: number, k: number) => number): number {
  const h = T / N;
  let sum = 0;
  for (let k = 0; k < N; k++) {
    for (let j = 0; j <= 8; j++) sum += (j === 0 || j === 8 ? 1 : j % 2 ? 4 : 2) * f((k + j / 8) * h, k);
  }
  return (sum * h) / 24;
}

const strongError = (solver: Solver<"kinetic">, N: number): number => {
  const r = response(solver, N);
  return Math.sqrt(integral(N, (time, k) => (r[k] - kernel(T - time)) ** 2));
};
const varianceError = (solver: Solver<"kinetic">, N: number): number => {
  const [w, z1, z2] = [response(solver, N), response(solver, N, 1), response(solver, N, 2)];
  const variance = w.map((r, k) => r ** 2 + (z1[k] ** 2 + z2[k] ** 2) * (N / T)); // a unit of time
  return Math.abs(integral(N, (time, k) => variance[k] - kernel(T - time) ** 2));
};
const meanError = (solver: Solver<"kinetic">, N: number, friction: number): number =>
  Math.abs(end(solver, N, 1, friction, prescribedNoise({}))[0] - free(T, friction));

const hasOrder = (error: (N: number) => number, order: number): void =>
  near(Math.log2(error(40) / error(80)), order, 0.1, `errors ${error(40)}, ${error(80)}:`);

for (const solver of everySolver) {
  if (solver.kind !== "kinetic" || solver.couples !== undefined) continue;
  const { order, strong, weak } = solver;
  if (order !== undefined) {
    test(`${solver.name}: order ${order} without friction`, () =>
      hasOrder((N) => meanError(solver, N, 0), order));
  }
  if (strong !== undefined) {
    test(`${solver.name}: strong order ${strong}, without sampling`, () => {
      hasOrder((N) => strongError(solver, N), strong);
      catches("one order more", () => hasOrder((N) => strongError(solver, N), strong + 1));
    });
  }
  if (weak !== undefined) {
    test(`${solver.name}: weak order ${weak} of mean and variance, without sampling`, () => {
      hasOrder((N) => meanError(solver, N, gamma) + varianceError(solver, N), weak);
    });
  }
}

test.run();
