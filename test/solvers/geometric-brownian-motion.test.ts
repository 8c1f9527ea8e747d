import { test } from "uvu";
import { normalMean, normalNodes } from "../../sims/check/measure/normal-nodes.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { formula, input, mul } from "../../src/formula/index.ts";
import { diagonal } from "../../src/problems/diagonal.ts";
import type { Kind, Problems } from "../../src/problems/problem.ts";
import type { Process, Solver } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { milstein } from "../../src/solvers/milstein.ts";
import { catches, near } from "../support.ts";
import { type AnySolver, bind, everySolver, standardProblems } from "./standard-problems.ts";

// dX = mu X dt + sigma X dW. Its moments have heavy tails, so one step is integrated over the noise, without
// sampling; as every scheme here is linear in X, a run of N steps is the N-th power.
type Arrays = Float64Array;
type Calculus = "ito" | "stratonovich";
const space = arraySpace({ particles: normalNodes.length, dimension: 1 });
const [mu, sigma, T] = [0.5, 0.8, 1];

const motion = (drift: number, calculus: Calculus): Problems<Arrays>["commutative"] =>
  diagonal(space, {
    drift: (_, x, out) => space.combine(out, [drift, x]),
    noise: formula({ inputs: 1, outputs: [mul(sigma, input(0))] }),
    calculus,
  });

type Bound = (
  problem: Problems<Arrays>["commutative"],
  noise: ReturnType<typeof prescribedNoise>,
) => Process<Arrays>;
const bound =
  (solver: AnySolver): Bound =>
  (problem, noise) =>
    bind(
      solver,
      space,
      { ...standardProblems(space), commutative: problem, stratonovich: problem, general: problem } as {
        [K in Kind]: Problems<Arrays>[K];
      },
      noise,
    );

/** X after a step of h from 1, at each node of the noise. */
function step(make: Bound, h: number, drift = mu, calculus: Calculus = "ito"): Arrays {
  const noise = prescribedNoise({ increment: () => normalNodes.map((z) => Math.sqrt(h) * z) });
  const p = make(motion(drift, calculus), noise);
  return p.step(p.start(new Float64Array(normalNodes.length).fill(1), 0), {
    t0: 0,
    t1: h,
    before: 0,
    k: 0,
    last: true,
  }).position;
}

/** E X, E X^2 and the root mean square of X_N - X(T) on the same path. */
function moments(make: Bound, N: number): { first: number; second: number; error: number } {
  const h = T / N;
  const x = step(make, h);
  const exact = normalNodes.map((z) => Math.exp((mu - sigma ** 2 / 2) * h + sigma * Math.sqrt(h) * z));
  const power = (f: (x: number, i: number) => number) => normalMean(x.map(f)) ** N;
  const second = power((v) => v * v);
  const cross = power((v, i) => v * exact[i]);
  const error = Math.sqrt(Math.exp((2 * mu + sigma ** 2) * T) - 2 * cross + second);
  return { first: power((v) => v), second, error };
}

/** Closed moments of a scheme whose second base is ((1 + mu h)^2 + sigma^2 h + extra), and its strong error. */
function hasMoments(make: Bound, extra: (h: number) => number, error: number): void {
  for (const N of [16, 256]) {
    const h = T / N;
    const m = moments(make, N);
    near(m.first, (1 + mu * h) ** N, 1e-12, "E X");
    near(m.second, ((1 + mu * h) ** 2 + sigma ** 2 * h + extra(h)) ** N, 1e-11, "E X^2");
  }
  near(moments(make, 256).error, error, 1e-8, "strong error at N = 256");
}
const spoilt =
  (solver: AnySolver, change: (noise: Arrays) => Arrays): Bound =>
  (problem, noise) =>
    bound(solver)(problem, { ...noise, increment: (at, out) => change(noise.increment(at, out)) });

const general = eulerMaruyama as AnySolver;
test("Euler-Maruyama has its closed moments and the strong error 0.064369869", () => {
  const law = (make: Bound) => hasMoments(make, () => 0, 0.064369869);
  law(bound(general));
  catches("half the noise", () => law(spoilt(general, (w) => w.map((v) => v / 2))));
  catches("sqrt(h) dropped", () => law(spoilt(general, (w) => w.map((_, i) => normalNodes[i]))));
  catches("Milstein's term", () => law(bound(milstein as AnySolver)));
});

test("Milstein has its closed moments and the strong error 0.005598611", () => {
  const law = (make: Bound) => hasMoments(make, (h) => (sigma ** 4 * h ** 2) / 2, 0.005598611);
  law(bound(milstein as AnySolver));
  catches("no Milstein term", () => law(bound(general)));
  catches("the term without its -h", () =>
    law((problem, noise) => {
      const p = bound(milstein as AnySolver)(problem, noise);
      const shift = (x: Arrays, h: number) => space.combine(x, [1 + (sigma ** 2 * h) / 2, x]);
      return {
        start: p.start,
        step: (s, at) => ({ position: shift(p.step(s, at).position, at.t1 - at.t0) }),
      };
    }),
  );
});

const isSde = (
  solver: AnySolver,
): solver is Solver<"general"> | Solver<"stratonovich"> | Solver<"commutative"> =>
  ["general", "stratonovich", "commutative"].includes(solver.kind);
for (const solver of everySolver.filter(isSde)) {
  const slope = (f: (N: number) => number) => Math.log2(f(128) / f(256));
  const make = bound(solver);
  // noise in one dimension commutes; what is claimed for noise that does not is measured where it does not
  const strong = solver.kind === "stratonovich" ? 1 : solver.strong;
  if (strong !== undefined) {
    test(`${solver.name}: strong order ${strong} on multiplicative noise`, () => {
      near(
        slope((N) => moments(make, N).error),
        strong,
        0.1,
      );
    });
  }
  if (solver.weak !== undefined) {
    test(`${solver.name}: weak order ${solver.weak} on multiplicative noise`, () => {
      const weak = solver.weak as number;
      near(
        slope((N) => Math.abs(moments(make, N).first - Math.exp(mu * T))),
        weak,
        0.1,
      );
      near(
        slope((N) => Math.abs(moments(make, N).second - Math.exp((2 * mu + sigma ** 2) * T))),
        weak,
        0.1,
      );
    });
  }
  test(`${solver.name}: without drift the Ito mean stays 1, the Stratonovich mean grows as exp(sigma^2 T / 2)`, () => {
    const mean = (calculus: Calculus, N: number) => normalMean(step(make, T / N, 0, calculus)) ** N;
    const law = (calculus: Calculus) => {
      for (const N of [4, 400]) near(mean(calculus, N), (1 + (sigma ** 2 * T) / (2 * N)) ** N, 1e-12);
      near(mean(calculus, 1e5), Math.exp((sigma ** 2 * T) / 2), 1e-6);
    };
    // a method in Stratonovich's sense sees the drift -sigma^2 / 2, whose square it makes half of
    const bias = solver.calculus === "stratonovich" ? (sigma ** 2 * T) ** 2 / 8 : 0;
    for (const N of [16, 400]) near(mean("ito", N), (1 + bias / N ** 2) ** N, 1e-12);
    law("stratonovich");
    catches("the Ito correction missing", () => law("ito"));
  });
}

test.run();
