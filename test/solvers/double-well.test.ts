import { test } from "uvu";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { denseSolution } from "../../src/dense-solution.ts";
import { coordinate, formula, gradient, neg, square, sub } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import type { Field } from "../../src/problems/problem.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { catches, near } from "../support.ts";

// V = (x^2 - 1)^2, dx = -V' dt + sqrt(2 T) dW at 1/T = 6. The generator is L u = T e^{V/T} (e^{-V/T} u')', so with the flux
// J = e^{-V/T} u' the equations L m = -1 of the mean time to leave and L u = -lambda u of a rate are pairs of ODEs in x.
type Arrays = Float64Array;
const beta = 6;
const V = (x: number) => (x * x - 1) ** 2;
const plane = arraySpace({ particles: 1, dimension: 2 });
/** u and J from x = from, where `source` is minus L u. */
function backward(from: number, to: number, start: readonly [number, number], source: (u: number) => number) {
  const drift: Field<Arrays> = (x, [u, J], out) => {
    out[0] = Math.exp(beta * V(x)) * J;
    out[1] = -beta * Math.exp(-beta * V(x)) * source(u);
    return out;
  };
  const solution = denseSolution(plane, { drift }, Float64Array.from(start), [from, to], {
    rtol: 1e-11,
    atol: 1e-14,
  });
  return (x: number) => solution.at(x, plane.scratch());
}
const wall = 1.9; // e^{-V/T} is e^{-41} there

test("mean first passage from -1 takes 485.443 to +1 and 241.952 to 0", () => {
  const m = backward(-wall, 1, [0, 0], () => 1);
  const time = (a: number, b: number) => m(a)[0] - m(b)[0];
  near(time(-1, 1), 485.443, 5e-4);
  near(time(-1, 0), 241.952, 5e-4);
  catches("Kramers' formula", () => near(time(-1, 1), 448.097, 1));
});

/** The rate of the odd eigenfunction, whose flux vanishes at the wall, by the secant method. */
function slowestRate(): number {
  const flux = (lambda: number) => backward(0, wall, [0, 1], (u) => lambda * u)(wall)[1];
  let [a, b] = [1e-3, 5e-3];
  for (let [fa, fb] = [flux(a), flux(b)]; Math.abs(b - a) > 1e-12; ) {
    [a, b] = [b, b - (fb * (b - a)) / (fb - fa)];
    [fa, fb] = [fb, flux(b)];
  }
  return b;
}
test("the slowest rate is 4.14108e-3", () => near(slowestRate(), 4.14108e-3, 5e-9));

/** The slowest rate of Euler-Maruyama's chain: of the odd functions, by powers of its transition density on a grid. */
function chainRate(h: number): number {
  const n = 241;
  const x = uniformGrid(-2, 2, n - 1);
  const line = arraySpace({ particles: n, dimension: 1 });
  const force = gradient(formula({ inputs: 1, outputs: [neg(square(sub(square(coordinate(0, 0)), 1)))] }), 1);
  const problem = overdamped(line, (_, q, out) => line.evaluate(force, [], out, q), 1 / beta);
  const step = (w: number): Arrays => {
    const p = eulerMaruyama.bind(line, problem, prescribedNoise({ increment: () => w }));
    return p.step(p.start(x.slice(), 0), { t0: 0, t1: h, before: 0, k: 0, last: true }).position;
  };
  const mean = step(0);
  const deviation = step(Math.sqrt(h))[0] - mean[0];
  const rows = Array.from(mean, (m) => {
    const row = x.map((y) => Math.exp(-((y - m) ** 2) / (2 * deviation ** 2)));
    const total = row.reduce((sum, v) => sum + v, 0);
    return row.map((v) => v / total);
  });
  let u = x.map(Math.sign);
  let factor = 1;
  for (let k = 0; k < 2 / h; k++) {
    const next = u.map((_, i) => rows[i].reduce((sum, v, j) => sum + v * u[j], 0));
    factor = next[n - 61] / u[n - 61];
    u = next.map((v) => v / next[n - 61]);
  }
  return -Math.log(factor) / h;
}
test("Euler-Maruyama's chain relaxes at that rate, off by order h", () => {
  const [coarse, fine] = [0.02, 0.01].map(chainRate);
  near(2 * fine - coarse, 4.14108e-3, 2e-5);
});

test.run();
