import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { coordinates, formula, gradient, mul, pow } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import type { Field, Problems } from "../../src/problems/problem.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkMean, checkVariance, near, seeded } from "../support.ts";

type Arrays = Float64Array;
const space = arraySpace({ particles: 20_000, dimension: 1 });
const spring: Field<Arrays> = (_, x, out) => space.combine(out, [-1, x]);

/** Started from the scheme's own law, variance 1 / (1 - h/2), a run stays there. */
function staysStationary(
  problem: Problems<Arrays>["additive"],
  noise: Noise<Arrays>,
  seed: bigint,
  h: number,
): void {
  const variance = 1 / (1 - h / 2);
  const start = normalStart(space, seed, Math.sqrt(variance));
  const p = eulerMaruyama.bind(space, problem, noise);
  let x = start;
  for (const { state } of integrate(space, p, start, uniformGrid(0, 6 * h, 6))) x = state.position;
  checkMean(x, 0, variance);
  checkVariance(x, variance);
}

seeded("Euler-Maruyama's stationary variance on N(0, 1) is 1 / (1 - h/2)", (seed) => {
  const noise = freshNoise(space, seed);
  const problem = overdamped(space, spring);
  const law = (p: Partial<typeof problem>, n: Partial<Noise<Arrays>> = {}) =>
    staysStationary({ ...problem, ...p }, { ...noise, ...n }, seed, 0.5);
  law({});
  staysStationary(problem, noise, seed, 0.01);
  catches("sqrt(2) dropped", () => law(overdamped(space, spring, 0.5)));
  catches("the wrong sign of the score", () => law({ drift: (_, x, out) => space.combine(out, [1, x]) }));
  catches("sqrt(h) dropped", () => law({}, { increment: (at, out) => noise.normal(at, 0, out) }));
  catches("half the noise", () =>
    law({}, { increment: (at, out) => noise.increment(at, out).map((w) => w / 2) }),
  );
  catches("noise reused", () => law({}, { increment: (at, out) => noise.increment({ ...at, k: 0 }, out) }));
  catches("the continuous law's variance", () => {
    const x = normalStart(space, seed, 1);
    checkVariance(x, 1 / (1 - 0.5 / 2));
  });
});

test("in the sampler's form x' = x + (eps/2) score + sqrt(eps) z the step is h = eps / 2", () => {
  const eps = 0.3;
  const one = arraySpace({ particles: 1, dimension: 1 });
  const z = 0.8;
  const noise = prescribedNoise({ increment: ({ t0, t1 }) => Math.sqrt(t1 - t0) * z });
  const p = eulerMaruyama.bind(
    one,
    overdamped(one, (_, x, out) => one.combine(out, [-1, x])),
    noise,
  );
  const { position } = p.step(p.start(Float64Array.of(1.7), 0), {
    t0: 0,
    t1: eps / 2,
    before: 0,
    k: 0,
    last: true,
  });
  near(position[0], 1.7 - (eps / 2) * 1.7 + Math.sqrt(eps) * z, 1e-15);
});

/** <x^2> of the scheme's stationary law on E = x^4/4, by powers of its transition density on a grid. */
function quarticSecondMoment(h: number): number {
  const n = 401;
  const x = uniformGrid(-4, 4, n - 1);
  const line = arraySpace({ particles: n, dimension: 1 });
  const force = gradient(formula({ inputs: 1, outputs: [mul(-0.25, pow(coordinates(0, 1)[0], 4))] }), 1);
  const step = (w: number): Arrays => {
    const p = eulerMaruyama.bind(
      line,
      overdamped(line, (_, q, out) => line.evaluate(force, [], out, q)),
      prescribedNoise({ increment: () => w }),
    );
    return p.step(p.start(x.slice(), 0), { t0: 0, t1: h, before: 0, k: 0, last: true }).position;
  };
  const mean = step(0);
  const deviation = step(Math.sqrt(h))[0] - mean[0];
  const columns = Array.from(mean, (m) => x.map((y) => Math.exp(-((y - m) ** 2) / (2 * deviation ** 2))));
  const totals = columns.map((column) => column.reduce((a, b) => a + b, 0));
  let law = x.map((y) => Math.exp(-(y ** 4) / 4));
  for (let k = 0; k < 6 / h; k++) {
    const next = new Float64Array(n);
    columns.forEach((column, j) => {
      const weight = law[j] / totals[j];
      if (weight > 1e-30) for (let i = 0; i < n; i++) next[i] += weight * column[i];
    });
    law = next;
  }
  const total = law.reduce((a, b) => a + b, 0);
  return law.reduce((sum, p, i) => sum + (p / total) * x[i] ** 2, 0);
}

test("on x^4/4 the bias of <x^2> = 2 Gamma(3/4) / Gamma(1/4) falls by 2 when h is halved", () => {
  const exact = 0.6759782400671;
  const [coarse, fine] = [0.04, 0.02].map((h) => quarticSecondMoment(h) - exact);
  assert.ok(coarse > 0.003, `${coarse}`);
  near(coarse / fine, 2, 0.1);
});

test.run();
