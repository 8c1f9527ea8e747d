import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import type { DiffusedDensity } from "../../src/density.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { bitsPerDimension } from "../../src/likelihood/bits-per-dimension.ts";
import { differentiableScore } from "../../src/likelihood/differentiable-score.ts";
import { type Flow, flowLikelihood } from "../../src/likelihood/flow-likelihood.ts";
import { hutchinson } from "../../src/likelihood/hutchinson.ts";
import { normalLogDensity } from "../../src/likelihood/normal-log-density.ts";
import { diffusedLogDensity } from "../../src/problems/diffused-score.ts";
import type { Field } from "../../src/problems/problem.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import { ddpm } from "../../src/schedules/ddpm.ts";
import { edm } from "../../src/schedules/edm.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { subVp } from "../../src/schedules/sub-variance-preserving.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { dormandPrince } from "../../src/solvers/dormand-prince.ts";
import { heun } from "../../src/solvers/heun.ts";
import { rk4 } from "../../src/solvers/rk4.ts";
import type { Ensemble } from "../../src/space.ts";
import { diffusedStart } from "../../src/start.ts";
import { eightGaussians, gaussian, gaussianMixture, mixtureOf } from "../../toy-distributions/index.ts";
import { poisonedSpace } from "../poisoned-space.ts";
import { catches, near, same, seedOf } from "../support.ts";

type Arrays = Float64Array;
const seed = seedOf("likelihood");
const inOne = mixtureOf([
  { weight: 1, mean: [-2], covariance: 0.3 },
  { weight: 2, mean: [1], covariance: 0.05 },
]);
const inThree = mixtureOf([
  {
    weight: 2,
    mean: [1, -2, 0.5],
    covariance: [
      [2, 0.5, -0.3],
      [0.5, 1, 0.2],
      [-0.3, 0.2, 0.7],
    ],
  },
  { weight: 1, mean: [-1, 0, 2], covariance: 0.4 },
]);

const exactFlow = (space: Ensemble<Arrays>, density: DiffusedDensity, schedule: Schedule) => ({
  schedule,
  ...differentiableScore(space, density, schedule),
  prior: diffusedLogDensity(space, density, schedule),
});
type Change = (flow: ReturnType<typeof exactFlow>, space: Ensemble<Arrays>) => Partial<Flow<Arrays>>;

/** The likelihood of exact samples at the flow's first time, and its closed form there. */
function measure(
  density: DiffusedDensity,
  schedule: Schedule,
  from: number,
  change: Change = () => ({}),
  particles = 12,
) {
  const space = arraySpace({ particles, dimension: density.dimension });
  const x = diffusedStart(space, seed, density, schedule, from);
  const flow = exactFlow(space, density, schedule);
  const closed = flow.prior(from, x.slice(), space.scratch(1));
  const grid = Float64Array.of(from, schedule.end);
  const changed = { ...flow, ...change(flow, space) };
  const found = flowLikelihood(space, changed, x, grid, dormandPrince, { rtol: 1e-9 });
  return { ...found, closed, space, flow };
}

function gate(...arguments_: Parameters<typeof measure>): void {
  const { logDensity, closed } = measure(...arguments_);
  logDensity.forEach((l, i) => {
    near(l, closed[i], 1e-6, `log p of particle ${i}`);
  });
}

const scaled =
  (factor: number): Change =>
  ({ divergence }) => ({ divergence: (t, x, out) => divergence(t, x, out).map((q) => factor * q) });

const walks: readonly (readonly [Schedule, number])[] = [
  [ve, 0],
  [vp, 0],
  [vp, 1e-3],
  [edm, 0.002],
  [subVp, 0],
  [ddpm, 0],
];
for (const [schedule, from] of walks) {
  const where = `${schedule.name} from t = ${from}`;
  for (const density of [inOne, gaussian, gaussianMixture, eightGaussians, inThree]) {
    const name = density === inOne || density === inThree ? `mixture in ${density.dimension}` : density.name;
    test(`${where}: the likelihood of ${name} is the closed form to 1e-6`, () => {
      gate(density, schedule, from);
    });
  }
  test(`${where}: planted bugs are caught`, () => {
    catches("the sign of the divergence", () => gate(gaussianMixture, schedule, from, scaled(-1)));
    catches("the factor 1/2 of the score dropped", () => gate(gaussianMixture, schedule, from, scaled(2)));
    catches("the divergence a thousandth off", () => gate(gaussianMixture, schedule, from, scaled(1.001)));
    catches("a prior N(0, prior^2 I) where p_T is known", () =>
      gate(gaussianMixture, schedule, from, (_, space) => ({
        prior: normalLogDensity(space, schedule.prior),
      })),
    );
  });
}

test("under VP the linear drift counts: d f(t) left out is caught", () => {
  catches("no d f", () =>
    gate(inThree, vp, 0, ({ divergence }) => ({
      divergence: (t, x, out) =>
        divergence(t, x, out).map((q) => q + (2 * 3 * vp.drift(t)) / vp.diffusion(t) ** 2),
    })),
  );
});

test("another prior moves the likelihood by the ratio of the priors at the latent point, and by no more", () => {
  const normal: Change = (_, space) => ({ prior: normalLogDensity(space, 1) });
  const { logDensity, closed, latent, space, flow } = measure(gaussianMixture, vp, 0, normal);
  const exact = flow.prior(1, latent, space.scratch(1));
  logDensity.forEach((l, i) => {
    const [x, y] = latent.subarray(2 * i, 2 * i + 2);
    const assumed = -(x * x + y * y) / 2 - Math.log(2 * Math.PI);
    near(l - closed[i], assumed - exact[i], 1e-6);
  });
});

test("for one Gaussian the error of N(0, I) is first order in alpha_T m", () => {
  const m = 3;
  const single = mixtureOf([{ mean: [m], covariance: 1 }]); // unit variance stays one, so only the mean is off
  const normal: Change = (_, space) => ({ prior: normalLogDensity(space, 1) });
  const { logDensity, closed, latent } = measure(single, vp, 0, normal);
  const shift = vp.alpha(1) * m;
  logDensity.forEach((l, i) => {
    near(l - closed[i], -shift * latent[i] + shift ** 2 / 2, 1e-8);
  });
  assert.ok(shift > 0.019);
});

test("a latent position is where the flow of one Gaussian carries it", () => {
  const single = mixtureOf([{ mean: [1], covariance: 0.25 }]);
  const space = arraySpace({ particles: 3, dimension: 1 });
  const x = Float64Array.of(-1, 0.3, 2);
  const end = flowLikelihood(
    space,
    exactFlow(space, single, vp),
    x.slice(),
    Float64Array.of(0, 1),
    dormandPrince,
    {
      rtol: 1e-10,
    },
  );
  const stretch = Math.sqrt(vp.alpha(1) ** 2 * 0.25 + vp.sigma(1) ** 2) / 0.5;
  end.latent.forEach((z, i) => {
    near(z, vp.alpha(1) + (x[i] - 1) * stretch, 1e-8);
  });
});

/** The largest error of the log-density with a fixed step. */
function errorOf(solver: typeof heun, steps: number, late = 0): number {
  const space = arraySpace({ particles: 4, dimension: 2 });
  const x = diffusedStart(space, seed, gaussian, vp, 0.1);
  const flow = exactFlow(space, gaussian, vp);
  const closed = flow.prior(0.1, x, space.scratch(1));
  const divergence: Field<Arrays> = (t, q, out) => flow.divergence(t + late / steps, q, out);
  const grid = uniformGrid(0.1, 0.5, steps);
  const { logDensity } = flowLikelihood(space, { ...flow, divergence }, x, grid, solver);
  return Math.max(...logDensity.map((l, i) => Math.abs(l - closed[i])));
}
for (const solver of [heun, rk4]) {
  test(`${solver.name}: the likelihood converges with the order of the solver`, () => {
    const law = (late: number) => {
      const [coarse, fine] = [80, 160].map((steps) => errorOf(solver, steps, late));
      near(Math.log2(coarse / fine), solver.order as number, 0.1, "order");
    };
    law(0);
    catches("the divergence at a time off by one step", () => law(0.4));
  });
}

for (const solver of [heun, rk4]) {
  test(`${solver.name}: the likelihood does not depend on blocks of particles, with estimated divergence either`, () => {
    const run = (first: number, particles: number, shifted = first) => {
      const all = diffusedStart(arraySpace({ particles: 10, dimension: 2 }), seed, gaussianMixture, vp, 0.01);
      const space = arraySpace({ particles, dimension: 2, first: shifted });
      const flow = exactFlow(space, gaussianMixture, vp);
      const divergence = hutchinson(space, flow.jacobianProduct, { seed, probes: 3 });
      const x = all.slice(2 * first, 2 * (first + particles));
      const grid = uniformGrid(0.01, 1, 6);
      const { logDensity, error } = flowLikelihood(space, { ...flow, divergence }, x, grid, solver);
      return Float64Array.of(...logDensity, ...(error as Arrays));
    };
    const whole = run(0, 10);
    const law = (at = 4) => {
      const [a, b] = [run(0, 4), run(4, 6, at)];
      same(a.subarray(0, 4), whole.subarray(0, 4), "first block");
      same(b.subarray(0, 6), whole.subarray(4, 10), "second block");
      same(b.subarray(6), whole.subarray(14), "errors of the second block");
    };
    law();
    catches("a block that counts its particles from 0", () => law(0));
  });
}

for (const solver of [heun, rk4, dormandPrince]) {
  test(`${solver.name}: the likelihood keeps the rule of what is given away`, () => {
    const shape = { particles: 3, dimension: 2 };
    const run = (space: Ensemble<Arrays>) => {
      const flow = exactFlow(space, gaussianMixture, vp);
      const divergence = hutchinson(space, flow.jacobianProduct, { seed });
      const x = diffusedStart(space, seed, gaussianMixture, vp, 0.1);
      const grid = uniformGrid(0.1, 1, 4);
      const found = flowLikelihood(space, { ...flow, divergence }, x, grid, solver);
      const normal = normalLogDensity(space, 1)(0, found.latent, space.scratch(1));
      return Float64Array.of(...found.logDensity, ...(found.error as Arrays), ...found.latent, ...normal);
    };
    same(run(poisonedSpace(shape)), run(arraySpace(shape)));
  });
}

test("log N(x; 0, s^2 I) in three dimensions", () => {
  const space = arraySpace({ particles: 1, dimension: 3 });
  const log = normalLogDensity(space, 2)(0, Float64Array.of(1, -2, 3), space.scratch(1));
  near(log[0], -14 / 8 - 1.5 * Math.log(2 * Math.PI * 4), 1e-14);
  assert.throws(
    () => normalLogDensity(space, 0),
    (e: unknown) => e instanceof UsageError,
  );
});

test("bits a dimension: 8 for the uniform density on [0, 1] and for that on [-1, 1]", () => {
  near(bitsPerDimension(0, 784, 1), 8, 1e-14);
  near(bitsPerDimension(-784 * Math.LN2, 784, 2), 8, 1e-12);
  near(bitsPerDimension(10, 5, 2), 7 - 2 / Math.LN2, 1e-14);
  for (const act of [
    () => bitsPerDimension(Number.NaN, 1, 2),
    () => bitsPerDimension(0, 0, 2),
    () => bitsPerDimension(0, 1, 0),
  ])
    assert.throws(act, (e: unknown) => e instanceof UsageError);
});

test("a grid that falls is refused, and a divergence that is not a number stops the run", () => {
  const space = arraySpace({ particles: 2, dimension: 2 });
  const flow = exactFlow(space, gaussian, vp);
  const x = () => Float64Array.of(0, 0, 1, 1);
  assert.throws(
    () => flowLikelihood(space, flow, x(), Float64Array.of(1, 0), rk4),
    (e: unknown) => e instanceof UsageError && /from the data to the prior/.test(e.message),
  );
  const divergence: Field<Arrays> = (_t, _x, out) => out.fill(Number.NaN);
  assert.throws(
    () => flowLikelihood(space, { ...flow, divergence }, x(), Float64Array.of(0, 1), rk4),
    (e: unknown) => e instanceof DivergenceError,
  );
});

test.run();
