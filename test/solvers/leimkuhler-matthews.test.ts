import fc from "fast-check";
import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import type { Solver } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { leimkuhlerMatthews } from "../../src/solvers/leimkuhler-matthews.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkVariance, near, property, seeded } from "../support.ts";

type Arrays = Float64Array;
type Method = Pick<Solver<"additive">, "bind">;
const spring = (space = arraySpace({ particles: 1, dimension: 1 }), temperature = 1) =>
  overdamped(space, (_, x, out) => space.combine(out, [-1, x]), temperature);

/** The stationary variance on E = x^2/2: the squares of the answers, at all later times, to the noise of one step. */
function stationaryVariance(method: Method, h: number): number {
  const space = arraySpace({ particles: 1, dimension: 1 });
  const impulse = prescribedNoise({ increment: ({ k }) => (k === 0 ? Math.sqrt(h) : 0) });
  const p = method.bind(space, spring(space), impulse);
  let state = p.start(new Float64Array(1), 0);
  let sum = 0;
  for (const at of intervals(uniformGrid(0, 3000 * h, 3000))) {
    state = p.step(state, at);
    sum += state.position[0] ** 2;
  }
  return sum;
}
property(
  "the stationary variance on N(0, 1) is 1 at every stable step",
  [fc.double({ min: 0.02, max: 1.98, noNaN: true })],
  (h) => near(stationaryVariance(leimkuhlerMatthews, h), 1, 1e-10),
  30,
);
test("Euler-Maruyama's variance is another", () => {
  near(stationaryVariance(eulerMaruyama, 0.5), 1 / (1 - 0.5 / 2), 1e-10);
  catches("the noise of one step alone", () => near(stationaryVariance(eulerMaruyama, 0.02), 1, 1e-10));
});

seeded("by simulation too, at h = 1/2, from any start", (seed) => {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const law = (temperature = 1, change: (n: Noise<Arrays>) => Partial<Noise<Arrays>> = () => ({})) => {
    const fresh = freshNoise(space, seed);
    const p = leimkuhlerMatthews.bind(space, spring(space, temperature), { ...fresh, ...change(fresh) });
    let x: Arrays = new Float64Array();
    for (const { state } of integrate(space, p, normalStart(space, seed, 1.5), uniformGrid(0, 15, 30)))
      x = state.position;
    checkVariance(x, 1);
  };
  law();
  catches("sqrt(2) dropped", () => law(0.5));
  catches("half the noise", () =>
    law(1, (n) => ({ increment: (at, out) => n.increment(at, out).map((w) => w / 2) })),
  );
  catches("noise reused", () =>
    law(1, (n) => ({ increment: (at, out) => n.increment({ ...at, k: 0 }, out) })),
  );
});

test("the noise of a step acts half in it and half in the next, scaled to the length of each", () => {
  const space = arraySpace({ particles: 1, dimension: 1 });
  const free = overdamped(space, (_, _x, out) => space.combine(out), 0.5);
  const noise = prescribedNoise({
    increment: ({ k, t0, t1 }) => [0.3, -1.1, 0.4][k] * Math.sqrt(t1 - t0),
    normal: () => 0.7,
  });
  const p = leimkuhlerMatthews.bind(space, free, noise);
  const x: number[] = [];
  for (const { state } of integrate(space, p, Float64Array.of(0), Float64Array.of(0, 1, 5, 5.25)))
    x.push(state.position[0]);
  near(x[1], (0.7 + 0.3) / 2, 1e-15);
  near(x[2] - x[1], (2 * (0.3 - 1.1)) / 2, 1e-15);
  near(x[3] - x[2], (0.5 * (-1.1 + 0.4)) / 2, 1e-15);
});

test.run();
