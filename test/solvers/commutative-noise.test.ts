import { test } from "uvu";
import * as assert from "uvu/assert";
import { normalMean, normalNodes } from "../../sims/check/measure/normal-nodes.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { add, coordinates, formula, mul } from "../../src/formula/index.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { isCommutative, type SdeFormulas, sde } from "../../src/problems/sde.ts";
import type { Process } from "../../src/solver.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { milstein } from "../../src/solvers/milstein.ts";
import { stochasticHeun } from "../../src/solvers/stochastic-heun.ts";
import { catches, near } from "../support.ts";

// dZ = m Z dt + Z (a dW1 + i b dW2) in the Stratonovich sense, in the plane: two columns, a scaling and a rotation, which
// commute and are not diagonal, and Z(t) = exp(m t + a W1 + i b W2). With a = 0 the rotation is the only column. The schemes
// are linear too, so the moments of N steps are powers of those of one, which is integrated over its noise.
type Arrays = Float64Array;
type Complex = readonly [re: number, im: number];
type Numbers = readonly [m: number, a: number, b: number];
type Commutative = Problems<Arrays>["commutative"];
const n = normalNodes.length;
const space = arraySpace({ particles: n * n, dimension: 2 });
const T = 1;
const [x, y] = coordinates(0, 2);

function problem([m, a, b]: Numbers): Commutative {
  const of = (outputs: SdeFormulas["drift"]["outputs"]) => formula({ inputs: 1, outputs });
  const spin = [mul(-b, y), mul(b, x)];
  const diffusion = a === 0 ? of(spin) : of([mul(a, x), spin[0], mul(a, y), spin[1]]);
  const p = sde(space, { drift: of([mul(m, x), mul(m, y)]), diffusion, calculus: "stratonovich" });
  assert.ok(isCommutative(p));
  return p;
}

const mean = (f: (i: number) => number): number =>
  normalMean(Array.from(normalNodes, (_, j) => normalMean(Array.from(normalNodes, (_, k) => f(n * j + k)))));
const times = ([p, q]: Complex, [r, s]: Complex): Complex => [p * r - q * s, p * s + q * r];
const power = (z: Complex, N: number): Complex => (N === 1 ? z : power(times(z, z), N / 2));

type Make = (p: Commutative, noise: ReturnType<typeof prescribedNoise>) => Process<Arrays>;
const make: Readonly<Record<string, Make>> = {
  "euler-maruyama": (p, noise) => eulerMaruyama.bind(space, p, noise),
  milstein: (p, noise) => milstein.bind(space, p, noise),
  "stochastic-heun": (p, noise) => stochasticHeun.bind(space, p, noise),
};

/** RMS of Z_N - Z(T) on one path, N a power of 2. */
function error(bind: Make, numbers: Numbers, N: number): number {
  const [m, a, b] = numbers;
  const h = T / N;
  const w = (i: number) => [normalNodes[Math.floor(i / n)], normalNodes[i % n]].map((z) => Math.sqrt(h) * z);
  const spin = (i: number) => b * w(i)[a === 0 ? 0 : 1]; // a single column takes the first increment
  const increments = Float64Array.from({ length: 2 * n * n }, (_, i) => w(i >> 1)[i & 1]);
  const p = bind(problem(numbers), prescribedNoise({ increment: () => increments }));
  const start = Float64Array.from({ length: 2 * n * n }, (_, i) => 1 - (i & 1));
  const at = { t0: 0, t1: h, before: 0, k: 0, last: true };
  const S = p.step(p.start(start, 0), at).position;
  const size = (i: number) => Math.exp(m * h + a * w(i)[0]);
  const cross: Complex = [
    mean((i) => size(i) * (S[2 * i] * Math.cos(spin(i)) + S[2 * i + 1] * Math.sin(spin(i)))),
    mean((i) => size(i) * (S[2 * i + 1] * Math.cos(spin(i)) - S[2 * i] * Math.sin(spin(i)))),
  ];
  const exact = mean((i) => size(i) ** 2) ** N;
  const square = mean((i) => S[2 * i] ** 2 + S[2 * i + 1] ** 2) ** N;
  return Math.sqrt(exact - 2 * power(cross, N)[0] + square);
}

const cases: readonly (readonly [string, Numbers])[] = [
  ["one column, a rotation", [0.3, 0, 0.9]],
  ["two columns, a scaling and a rotation", [0.3, 0.4, 0.7]],
];
const hasOrder = (bind: Make, numbers: Numbers, order: number) =>
  near(Math.log2(error(bind, numbers, 256) / error(bind, numbers, 512)), order, 0.1);
for (const [name, numbers] of cases) {
  for (const [solver, order] of [
    ["euler-maruyama", 0.5],
    ["milstein", 1],
    ["stochastic-heun", 1],
  ] as const) {
    test(`${solver}: strong order ${order} on commutative noise that is not diagonal: ${name}`, () =>
      hasOrder(make[solver], numbers, order));
  }
}

test("Milstein without the mixed terms, without its -h, or on the other drift, is caught", () => {
  const [, numbers] = cases[1];
  const law = (change: (p: Commutative) => Partial<Commutative>) =>
    hasOrder((p, noise) => milstein.bind(space, { ...p, ...change(p) }, noise), numbers, 1);
  law(() => ({}));
  const [, a, b] = numbers;
  const [w1, w2] = coordinates(1, 2);
  const square = (i: number) => mul(mul(a, a), mul([x, y][i], mul(w1, w1)));
  const squares = formula({
    inputs: 2,
    outputs: [0, 1].map((i) => add(square(i), mul(-b * b, mul([x, y][i], mul(w2, w2))))),
  });
  catches("the mixed terms dropped", () =>
    law(() => ({ quadratic: (_, q, w, out) => space.evaluate(squares, [], out, q, w) })),
  );
  catches("the term without its -h", () => law(() => ({ correction: (_, _q, out) => out.fill(0) })));
  catches("the Stratonovich drift", () => law((p) => ({ drift: p.stratonovich })));
});

test.run();
