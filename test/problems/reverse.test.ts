import { test } from "uvu";
import { endLaw, type Law } from "../../sims/check/measure/end-law.ts";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { additive } from "../../src/problems/additive.ts";
import { forward } from "../../src/problems/forward.ts";
import type { Field } from "../../src/problems/problem.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { ornsteinUhlenbeck } from "../../src/schedules/ornstein-uhlenbeck.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import type { Ensemble, Space } from "../../src/space.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkMean, checkVariance, near, seeded } from "../support.ts";

type Arrays = Float64Array;
type Additive = ReturnType<typeof additive<Arrays>>;
type Make = (space: Space<Arrays>) => Additive;
const data = gaussianData({ m: 1, s: 0.5 });
const sde =
  (schedule: Schedule, lambda = 1): Make =>
  (space) =>
    reverse(space, schedule, data.score(space, schedule), lambda);

function end(
  space: Ensemble<Arrays>,
  problem: Additive,
  noise: Noise<Arrays>,
  x: Arrays,
  grid: Arrays,
): Arrays {
  const p = eulerMaruyama.bind(space, problem, noise);
  let result = x;
  for (const { state } of integrate(space, p, x, grid)) result = state.position;
  return result;
}

const schemeLaw = (make: Make, grid: Arrays, start: Law): Law =>
  endLaw((space, noise) => eulerMaruyama.bind(space, make(space), noise), grid, start);

/** The law at h = 0, extrapolated from two step sizes of a method of order 1. */
function limit(make: Make, from: number, to: number, start: Law, N = 300): Law {
  const [a, b, c] = [N, 2 * N, 4 * N].map((n) => schemeLaw(make, uniformGrid(from, to, n), start));
  const extrapolate = (p: number, q: number, r: number) => (p - 6 * q + 8 * r) / 3;
  return {
    mean: extrapolate(a.mean, b.mean, c.mean),
    variance: extrapolate(a.variance, b.variance, c.variance),
  };
}

const EPS = 1e-3;
const prior: Law = { mean: 0, variance: 1 };
test("reverse VP from N(0, 1) on N(1, 1/4): the derived mean and variance at N = 100 and 400", () => {
  const law = (make: Make) => {
    const [a, b] = [100, 400].map((N) => schemeLaw(make, uniformGrid(1, EPS, N), prior));
    near(a.mean, 1.005854, 5e-7);
    near(a.variance, 0.253904, 5e-7);
    near(b.mean, 1.001421, 5e-7);
    near(b.variance, 0.250991, 5e-7);
  };
  law(sde(vp));
  catches("half the score: the flow's drift with the SDE's noise", () =>
    law((space) => ({ ...sde(vp, 0)(space), ...additiveNoise(space, vp) })),
  );
  catches("noise 10 % too small", () =>
    law((space) => {
      const { drift, diffusion } = sde(vp)(space);
      return additive(space, { drift, diffusion: (t) => 0.9 * diffusion(t) });
    }),
  );
  catches("the wrong sign of the score", () =>
    law((space) => {
      const score = data.score(space, vp);
      return reverse(space, vp, (t, x, out) => space.combine(out, [-1, score(t, x, out)]));
    }),
  );
});
function additiveNoise(space: Space<Arrays>, { diffusion }: Schedule): Partial<Additive> {
  const { product } = additive(space, { drift: (_, _x, out) => out, diffusion });
  return { diffusion, product };
}

test("its limit from N(0, 1) is the derived one: the SDE forgets the mismatch of the prior", () => {
  near(data.mean(vp, EPS), 0.999945, 5e-7);
  const { mean, variance } = limit(sde(vp), 1, EPS, prior);
  near(mean, 0.999934, 2e-6);
  near(variance, 0.250082, 2e-6);
});

/** From the exact law at `from` to the exact law at `to`. */
function hasMarginals(schedule: Schedule, make: Make, from: number, to: number): void {
  const exact = (t: number): Law => ({ mean: data.mean(schedule, t), variance: data.variance(schedule, t) });
  const { mean, variance } = limit(make, from, to, exact(from));
  near(mean, exact(to).mean, 2e-5);
  near(variance, exact(to).variance, 2e-5 * Math.max(1, exact(to).variance));
}
const ve = varianceExploding({ min: 0.1, max: 5 });
const walks: readonly (readonly [Schedule, number, number])[] = [
  [vp, 1, 0.02],
  [ve, 1, 0.2],
  [ornsteinUhlenbeck, 3, 0.1],
];
for (const [schedule, from, to] of walks) {
  for (const lambda of [0, 0.5, 1, 1.5]) {
    test(`${schedule.name}: the reverse SDE with noise scale ${lambda} has the marginals of the data`, () => {
      hasMarginals(schedule, sde(schedule, lambda), from, to);
    });
  }
  test(`${schedule.name}: the forward SDE has the marginals alpha m, alpha^2 s^2 + sigma^2`, () => {
    hasMarginals(schedule, (space) => forward(space, schedule), to, from);
    catches("twice the noise", () =>
      hasMarginals(
        schedule,
        (space) => {
          const { drift, diffusion } = forward(space, schedule);
          return additive(space, { drift, diffusion: (t) => 2 * diffusion(t) });
        },
        to,
        from,
      ),
    );
  });
}
test("a drift that does not belong to its noise is caught", () => {
  catches("lambda of the noise alone", () =>
    hasMarginals(vp, (space) => ({ ...sde(vp, 1.5)(space), drift: sde(vp, 1)(space).drift }), 1, 0.02),
  );
  catches("the score at a time off by one", () => {
    const late =
      (score: Field<Arrays>): Field<Arrays> =>
      (t, x, out) =>
        score(t + 0.01, x, out);
    hasMarginals(vp, (space) => reverse(space, vp, late(data.score(space, vp))), 0.9, 0.02);
  });
});

test("VE started at a point x_0 has variance sigma(t)^2 - sigma_min^2", () => {
  const point: Law = { mean: 0.7, variance: 0 };
  for (const t of [0.3, 1]) {
    const { mean, variance } = limit((space) => forward(space, ve), 0, t, point);
    near(mean, 0.7, 1e-12);
    near(variance, ve.sigma(t) ** 2 - ve.sigma(0) ** 2, 2e-5 * ve.sigma(t) ** 2);
  }
});

test("the flow keeps the mismatch of the prior, the SDE forgets it", () => {
  const wide: Law = { mean: 0, variance: 1.21 };
  const [flow, noisy] = [0, 1].map(
    (lambda) => limit(sde(vp, lambda), 1, 0.02, wide).variance / data.variance(vp, 0.02),
  );
  near(flow, 1.21 / data.variance(vp, 1), 1e-3);
  near(noisy, 1, 1e-3);
});

seeded("by simulation too: 20,000 particles, N = 100, have the law of the scheme", (seed) => {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const grid = uniformGrid(1, EPS, 100);
  const { mean, variance } = schemeLaw(sde(vp), grid, prior);
  const law = (make: Make, noise: (n: Noise<Arrays>) => Partial<Noise<Arrays>> = () => ({}), width = 1) => {
    const fresh = freshNoise(space, seed);
    const x = end(space, make(space), { ...fresh, ...noise(fresh) }, normalStart(space, seed, width), grid);
    checkMean(x, mean, variance);
    checkVariance(x, variance, mean);
  };
  law(sde(vp));
  catches("noise 10 % too small", () =>
    law(sde(vp), (n) => ({ increment: (at, out) => n.increment(at, out).map((w) => 0.9 * w) })),
  );
  catches("noise of one step for all", () =>
    law(sde(vp), (n) => ({ increment: (at, out) => n.increment({ ...at, k: 0 }, out) })),
  );
  catches("a prior 10 % too narrow in the flow", () => law(sde(vp, 0), undefined, 0.9));
  catches("half the score", () => law((s) => ({ ...sde(vp, 0)(s), ...additiveNoise(s, vp) })));
});

test.run();
