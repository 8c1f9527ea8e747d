import fc from "fast-check";
import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { target } from "../../src/problems/target.ts";
import type { State } from "../../src/solver.ts";
import { hmc } from "../../src/solvers/hmc.ts";
import { catches, near, property } from "../support.ts";
import { logAcceptance } from "./log-acceptance.ts";
import { well } from "./standard-problems.ts";

type Arrays = Float64Array;
const plane = arraySpace({ particles: 1, dimension: 2 });
const problem = target(plane, well);
const score = (x: Arrays) => problem.score(0, x, plane.scratch());
const logDensity = (x: Arrays) => problem.logDensity(0, x, plane.scratch(1))[0];
const kinetic = (p: Arrays) => p.reduce((sum, v) => sum + (v * v) / 2, 0);

/** Where leapfrog steps carry (x, p): written out on its own. */
function leapfrog(x: Arrays, p: Arrays, length: number, leaps: number): [Arrays, Arrays] {
  const h = length / leaps;
  let [y, v] = [x, p];
  for (let leap = 0; leap < leaps; leap++) {
    const F = score(y);
    v = v.map((u, i) => u + (h / 2) * F[i]);
    y = y.map((u, i) => u + h * v[i]);
    const G = score(y);
    v = v.map((u, i) => u + (h / 2) * G[i]);
  }
  return [y, v];
}

type Bind = typeof hmc.bind<Arrays>;
const step = (bind: Bind, x: Arrays, p: Arrays, u: number, length: number, leaps: number): State<Arrays> => {
  const noise = prescribedNoise({ normal: () => p, uniform: () => u });
  const process = bind(plane, problem, noise, { leaps });
  return process.step(process.start(x.slice(), 0), { t0: 0, t1: length, before: 0, k: 0, last: false });
};
/** The log of the acceptance: the largest uniform that still accepts, by bisection in its log. */
function acceptanceOf(bind: Bind, x: Arrays, p: Arrays, length: number, leaps: number): number {
  const accepts = (u: number) => (step(bind, x, p, u, length, leaps).accepted as Arrays)[0] === 1;
  return logAcceptance(accepts);
}

/**
 * A trajectory from (x, p) ends at (y, q), one from (y, -q) at (x, -p), and leapfrog keeps volumes: log p(x) - p^2/2 + log a(x, p) is the
 * same for both.
 */
function isBalanced(bind: Bind, x: Arrays, p: Arrays, length: number, leaps: number): void {
  const [y, q] = leapfrog(x, p, length, leaps);
  const back = q.map((v) => -v);
  const there = step(bind, x, p, 1e-300, length, leaps).position;
  const again = step(bind, y, back, 1e-300, length, leaps).position;
  for (const [i, v] of y.entries()) near(there[i], v, 1e-12 * (1 + Math.abs(v)), "end");
  for (const [i, v] of x.entries()) near(again[i], v, 1e-11, "the way back");
  const flux = logDensity(x) - kinetic(p) + acceptanceOf(bind, x, p, length, leaps);
  const other = logDensity(y) - kinetic(back) + acceptanceOf(bind, y, back, length, leaps);
  near(flux, other, 1e-12 * Math.max(1, Math.abs(flux)), "flux");
}
const pair = fc
  .array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map((v) => Float64Array.from(v));
property(
  "detailed balance holds at every pair of points, to 1e-12",
  [pair, pair, fc.double({ min: 0.1, max: 1.2, noNaN: true }), fc.integer({ min: 1, max: 5 })],
  (x, p, length, leaps) => isBalanced(hmc.bind, x, p, length, leaps),
);

test("a kinetic energy that is left out, and a log-density of another step, are caught", () => {
  const [x, p] = [Float64Array.of(1.2, 0.3), Float64Array.of(-0.4, 0.9)];
  isBalanced(hmc.bind, x, p, 1.1, 2);
  const steep: Bind = (space, { score, logDensity: l }, noise, settings) =>
    hmc.bind(
      space,
      { score, logDensity: (t, q, out) => space.combine(out, [1.1, l(t, q, out)]) },
      noise,
      settings,
    );
  catches("another density", () => isBalanced(steep, x, p, 1.1, 2));
  const slow: Bind = (space, problem, noise, settings) =>
    hmc.bind(
      space,
      problem,
      { ...noise, normal: (at, d, out) => noise.normal(at, d, out).map((z) => z / 2) },
      settings,
    );
  catches("another momentum", () => isBalanced(slow, x, p, 1.1, 2));
});

test.run();
