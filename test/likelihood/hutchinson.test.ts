import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { directionalDerivative } from "../../src/formula/directional-derivative.ts";
import { coordinates, derivative, evaluate, exp, formula, mul, sin, sub } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { differentiableScore } from "../../src/likelihood/differentiable-score.ts";
import { flowLikelihood } from "../../src/likelihood/flow-likelihood.ts";
import { hutchinson } from "../../src/likelihood/hutchinson.ts";
import { meanLogDensity } from "../../src/likelihood/mean-log-density.ts";
import { diffusedLogDensity } from "../../src/problems/diffused-score.ts";
import type { Field, Product } from "../../src/problems/problem.ts";
import { UsageError } from "../../src/refusal.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { rk4 } from "../../src/solvers/rk4.ts";
import { gaussianMixture, mixtureOf } from "../../toy-distributions/index.ts";
import { catches, checkMean, near, same, seeded, seedOf, zLimit } from "../support.ts";

type Arrays = Float64Array;
const laws = ["rademacher", "normal"] as const;

test("a directional derivative is the Jacobian times the direction, for a field that is no gradient", () => {
  const [x, y] = coordinates(0, 2);
  const field = formula({ inputs: 1, outputs: [mul(sin(x), y), sub(exp(mul(0.3, x)), mul(y, y))] });
  const along = directionalDerivative(field);
  assert.is(along.inputs, 2);
  const [p, v] = [
    [0.7, -1.2],
    [2, 3],
  ];
  const law = (w: readonly number[]) =>
    evaluate(along, [], p, w).forEach((value, i) => {
      const row = formula({ inputs: 1, outputs: [x, y].map((c) => derivative(field.outputs[i], c)) });
      const [a, b] = evaluate(row, [], p);
      near(value, 2 * a + 3 * b, 1e-14);
    });
  law(v);
  catches("the direction's components exchanged", () => law([3, 2]));
});

/** J v = A v for one matrix, by rows. */
const linear =
  (A: readonly number[], d: number): Product<Arrays> =>
  (_t, _x, v, out) =>
    out.map((_, i) => {
      const [p, row] = [Math.floor(i / d), i % d];
      return Array.from({ length: d }, (_, j) => A[row * d + j] * v[p * d + j]).reduce((a, b) => a + b);
    });
const A = [1, 0.5, -2, 0.3, 4, 1, 0, 2, -1.5];
const trace = 3.5;
/** Of v^T A v, through S = (A + A^T) / 2: 2 |S|^2 for normals, without its diagonal for signs. */
const variances = { normal: 2 * (1 + 16 + 2.25 + 2 * (0.16 + 1 + 2.25)), rademacher: 4 * (0.16 + 1 + 2.25) };

const estimate = (law: (typeof laws)[number], seed: bigint, product = linear(A, 3)): Arrays => {
  const space = arraySpace({ particles: 20_000, dimension: 3 });
  const [field] = hutchinson(space, product, { seed, probes: 1, law });
  return field(0, space.combine(space.scratch()), space.scratch(1));
};
for (const law of laws) {
  seeded(`${law} probes: the mean is the trace, and the variance what the matrix says`, (seed) => {
    const check = (values: Arrays) => {
      checkMean(values, trace, variances[law]);
      const centred = values.map((q) => (q - trace) ** 2);
      checkMean(centred, variances[law]);
    };
    check(estimate(law, seed));
    catches("probes a tenth too long", () => check(estimate(law, seed).map((q) => 1.21 * q)));
    catches("one probe for all particles", () => check(estimate(law, seed).fill(estimate(law, seed)[0])));
  });
}

test("signs are +-1, the same at every time, others for each probe, particle and seed", () => {
  const space = arraySpace({ particles: 64, dimension: 2 });
  const seen: Arrays[] = [];
  const spy: Product<Arrays> = (_t, _x, v, out) => {
    seen.push(v.slice());
    return out;
  };
  const ask = (seed: bigint) => {
    for (const field of hutchinson(space, spy, { seed })) {
      for (const t of [0, 1]) field(t, space.scratch(), space.scratch(1));
    }
  };
  ask(1n);
  const [first, again, second] = seen;
  assert.ok(first.every((v) => Math.abs(v) === 1));
  same(again, first);
  const differ = (a: Arrays, b: Arrays) => a.filter((v, i) => v !== b[i]).length;
  near(differ(first, second), 64, 40);
  near(differ(first.subarray(0, 64), first.subarray(64)), 32, 30);
  ask(2n);
  near(differ(first, seen[4]), 64, 40);
});

/** The same point many times, each particle with probes of its own, beside the exact divergence on the same grid. */
function repeated(
  dimension: 1 | 2,
  options: Parameters<typeof hutchinson>[2],
  change = (fields: Field<Arrays>[]) => fields,
) {
  const density =
    dimension === 2
      ? gaussianMixture
      : mixtureOf([
          { mean: [-2], covariance: 0.3 },
          { mean: [1], covariance: 0.1 },
        ]);
  const point = dimension === 2 ? [-0.5, 0.8] : [0.4];
  const likelihood = (particles: number, estimated: boolean) => {
    const space = arraySpace({ particles, dimension });
    const exact = differentiableScore(space, density, vp);
    const estimates = () => change(hutchinson(space, exact.jacobianProduct, options));
    const divergence = estimated ? estimates() : exact.divergence;
    const prior = diffusedLogDensity(space, density, vp);
    const x = Float64Array.from({ length: particles * dimension }, (_, i) => point[i % dimension]);
    const grid = uniformGrid(0.01, 1, 12);
    return flowLikelihood(space, { schedule: vp, score: exact.score, divergence, prior }, x, grid, rk4);
  };
  const { logDensity, error } = likelihood(4000, true);
  return { logDensity, error: error as Arrays, exact: likelihood(1, false).logDensity[0] };
}

for (const law of laws) {
  seeded(`${law} probes: the likelihood is unbiased on any grid, and its standard error is right`, (seed) => {
    const check = (probes: number, change?: (fields: Field<Arrays>[]) => Field<Arrays>[]) => {
      const { logDensity, error, exact } = repeated(2, { seed, probes, law }, change);
      checkMean(logDensity, exact);
      checkMean(
        logDensity.map((l, i) => (l - exact) ** 2 - error[i] ** 2),
        0,
      );
    };
    for (const probes of [2, 5]) check(probes);
    catches("a probe reused", () => check(4, ([a, b]) => [a, a, b, b]));
    catches("half the divergence", () =>
      check(2, (fields) =>
        fields.map(
          (field): Field<Arrays> =>
            (t, x, out) =>
              field(t, x, out).map((q) => q / 2),
        ),
      ),
    );
  });
}

seeded("of a mean log-density: its standard error, and the part that the probes make of it", (seed) => {
  const { logDensity, error, exact } = repeated(2, { seed, probes: 3, law: "normal" });
  const law = (errors: Arrays) => {
    const found = meanLogDensity(logDensity, errors);
    near(found.value, exact, zLimit * found.error);
    near(found.probes / found.error, 1, 0.1, "the same point again and again: probes alone");
  };
  law(error);
  catches("errors that are not divided by the root of their number", () =>
    law(error.map((e) => e * Math.sqrt(3))),
  );
  const { value, error: spread, probes } = meanLogDensity(Float64Array.of(-1, -3, -5));
  assert.equal([value, probes], [-3, 0]);
  near(spread, Math.sqrt(4 / 3), 1e-15);
  for (const act of [
    () => meanLogDensity(Float64Array.of(1)),
    () => meanLogDensity(logDensity, error.subarray(1)),
  ])
    assert.throws(act, (e: unknown) => e instanceof UsageError);
});

seeded("in one dimension signs know the divergence without error", (seed) => {
  const { logDensity, error, exact } = repeated(1, { seed });
  for (const l of logDensity) near(l, exact, 1e-13);
  for (const e of error) near(e, 0, 1e-13);
});

seeded("in two dimensions two signs have two estimates, evenly about the exact one", (seed) => {
  const { logDensity, error, exact } = repeated(2, { seed, probes: 2 });
  const off = Math.max(...error);
  assert.ok(off > 0.01);
  logDensity.forEach((l, i) => {
    const same = error[i] < 1e-12;
    near(Math.abs(l - exact), same ? off : 0, 1e-10);
  });
});

test("one probe has no standard error; none is refused", () => {
  const space = arraySpace({ particles: 2, dimension: 2 });
  const exact = differentiableScore(space, gaussianMixture, vp);
  const divergence = hutchinson(space, exact.jacobianProduct, { seed: seedOf("one"), probes: 1 });
  const prior = diffusedLogDensity(space, gaussianMixture, vp);
  const flow = { schedule: vp, score: exact.score, divergence, prior };
  assert.is(flowLikelihood(space, flow, new Float64Array(4), uniformGrid(0.1, 1, 2), rk4).error, undefined);
  const refused = (act: () => unknown) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && /got 0, expected/.test(e.message));
  refused(() => hutchinson(space, exact.jacobianProduct, { seed: 1n, probes: 0 }));
  refused(() =>
    flowLikelihood(space, { ...flow, divergence: [] }, new Float64Array(4), uniformGrid(0.1, 1, 2), rk4),
  );
});

test.run();
