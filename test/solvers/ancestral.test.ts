import { test } from "uvu";
import * as assert from "uvu/assert";
import { endLaw, type Law } from "../../sims/check/measure/end-law.ts";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import type { Field } from "../../src/problems/problem.ts";
import { ddpmSchedule } from "../../src/schedules/ddpm.ts";
import * as schedules from "../../src/schedules/index.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import type { Process, Settings } from "../../src/solver.ts";
import { ddim } from "../../src/solvers/ddim.ts";
import { ddpm } from "../../src/solvers/ddpm.ts";
import type { Ensemble, Space } from "../../src/space.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
type Data = ReturnType<typeof gaussianData>;
const data = gaussianData({ m: 1, s: 0.5 });
const lawAt = (schedule: Schedule, t: number, of: Data = data): Law => ({
  mean: of.mean(schedule, t),
  variance: of.variance(schedule, t),
});
const make =
  (solver: typeof ddpm, schedule: Schedule, settings: Settings, of: Data = data) =>
  (space: Ensemble<Arrays>, noise: Noise<Arrays>): Process<Arrays> =>
    solver.bind(space, denoisingFromScore(space, schedule, of.score(space, schedule)), noise, settings);
function agree(a: Law, b: Law, tolerance = 1e-12): void {
  near(a.mean, b.mean, tolerance * Math.max(1, Math.abs(b.mean)), "mean");
  near(a.variance, b.variance, tolerance * Math.max(1, b.variance), "variance");
}

/** The lecture's table in the paper's letters, index 0 unused. */
const T = 300;
const table = ddpmSchedule({ steps: T });
const beta = Float64Array.from({ length: T + 1 }, (_, t) => 1e-4 + ((t - 1) / (T - 1)) * (0.02 - 1e-4));
const bar = Float64Array.of(1, ...beta.subarray(1));
for (let t = 1; t <= T; t++) bar[t] = bar[t - 1] * (1 - beta[t]);
const betaTilde = (t: number) => ((1 - bar[t - 1]) / (1 - bar[t])) * beta[t];

/**
 * Algorithm 2 in closed form: mean and variance of x_{t-1} = (x_t - beta_t eps / sqrt(1 - bar_t)) / sqrt(1 - beta_t) + s_t z for data N(m, v),
 * whose predicted noise eps is affine in x_t.
 */
function algorithm2(deviation: (t: number) => number, shift = 0): Law {
  let { mean, variance } = lawAt(table, T);
  for (let t = T; t >= 1; t--) {
    const spread = bar[t + shift] * 0.25 + 1 - bar[t + shift];
    const eps = (x: number) => (Math.sqrt(1 - bar[t]) * (x - Math.sqrt(bar[t + shift]))) / spread;
    const step = (x: number) => (x - (beta[t] / Math.sqrt(1 - bar[t])) * eps(x)) / Math.sqrt(1 - beta[t]);
    variance = (step(1) - step(0)) ** 2 * variance + deviation(t) ** 2;
    mean = step(mean);
  }
  return { mean, variance };
}
const quiet = (deviation: (t: number) => number) => (t: number) => (t === 1 ? 0 : deviation(t));
const run = (solver: typeof ddpm, settings: Settings) =>
  endLaw(make(solver, table, settings), uniformGrid(T, 0, T), lawAt(table, T));

test("ddpm on the discrete table is the published Algorithm 2, with both variances and between", () => {
  const tilde = algorithm2(quiet((t) => Math.sqrt(betaTilde(t))));
  const whole = algorithm2(quiet((t) => Math.sqrt(beta[t])));
  const half = algorithm2(quiet((t) => (beta[t] * betaTilde(t)) ** 0.25));
  agree(run(ddpm, {}), tilde);
  agree(run(ddpm, { variance: 1 }), whole);
  agree(run(ddpm, { variance: 0.5 }), half);
  catches("beta and beta-tilde swapped", () => agree(run(ddpm, { variance: 1 }), tilde));
  catches("noise at the last step", () =>
    agree(
      run(ddpm, { variance: 1 }),
      algorithm2((t) => Math.sqrt(beta[t])),
    ),
  );
  catches("the time of the denoiser off by one", () =>
    agree(
      run(ddpm, {}),
      algorithm2(
        quiet((t) => Math.sqrt(betaTilde(t))),
        -1,
      ),
    ),
  );
});

test("ddim with eta = 1 has DDPM's mean and variance, and less noise with less", () => {
  agree(run(ddim, { eta: 1 }), run(ddpm, {}));
  catches("eta ignored", () => agree(run(ddim, {}), run(ddpm, {})));
  catches("eta squared", () => agree(run(ddim, { eta: 0.5 }), run(ddim, { eta: 0.25 })));
});

test("ddim is the published equation 12 over a sub-sequence of the table", () => {
  const times = [300, 240, 180, 120, 60, 0];
  for (const eta of [0, 0.3, 1]) {
    let { mean, variance } = lawAt(table, T);
    for (let i = 0; i + 1 < times.length; i++) {
      const [a, b] = [bar[times[i]], bar[times[i + 1]]]; // the paper's alpha_t and alpha_{t-1}
      const s = eta * Math.sqrt((1 - b) / (1 - a)) * Math.sqrt(1 - a / b);
      const eps = (x: number) => (Math.sqrt(1 - a) * (x - Math.sqrt(a))) / (a * 0.25 + 1 - a);
      const step = (x: number) =>
        Math.sqrt(b) * ((x - Math.sqrt(1 - a) * eps(x)) / Math.sqrt(a)) + Math.sqrt(1 - b - s * s) * eps(x);
      variance = (step(1) - step(0)) ** 2 * variance + s * s;
      mean = step(mean);
    }
    const law = endLaw(make(ddim, table, { eta }), Float64Array.from(times), lawAt(table, T));
    agree(law, { mean, variance });
  }
});

const one = arraySpace({ particles: 1, dimension: 1 });
const end = (process: Process<Arrays>, x: number, grid: Arrays): number => {
  let result = x;
  for (const { state } of integrate(one, process, Float64Array.of(x), grid)) result = state.position[0];
  return result;
};
/** All the data at one point. */
const pointMass = (space: Space<Arrays>, schedule: Schedule, m: number) => {
  const point: Field<Arrays> = (_, _x, out) => out.fill(m);
  return { schedule, denoiser: point, score: (_: number, x: Arrays) => space.copy(x) };
};
for (const schedule of Object.values(schedules)) {
  const [from, to] = [schedule.time(5), schedule.time(0.2)];
  test(`${schedule.name}: on a point mass ddim is exact in one jump, and ddpm's law with beta-tilde in any number`, () => {
    const p = ddim.bind(one, pointMass(one, schedule, 0.7), prescribedNoise({}));
    const z = -1.3;
    const x = (t: number) => schedule.alpha(t) * 0.7 + schedule.sigma(t) * z;
    near(end(p, x(from), Float64Array.of(from, to)), x(to), 1e-12);
    near(end(p, x(to), Float64Array.of(to, from)), x(from), 1e-11 * (1 + Math.abs(x(from))), "and back");
    const law = (settings: Settings) =>
      agree(
        endLaw(
          (space, noise) => ddpm.bind(space, pointMass(space, schedule, 0.7), noise, settings),
          uniformGrid(from, to, 5),
          { mean: schedule.alpha(from) * 0.7, variance: schedule.sigma(from) ** 2 },
        ),
        { mean: schedule.alpha(to) * 0.7, variance: schedule.sigma(to) ** 2 },
      );
    law({});
    catches("beta for beta-tilde", () => law({ variance: 1 }));
  });
  test(`${schedule.name}: a last step to sigma = 0 is the denoiser's value, without noise`, () => {
    if (schedule.sigma(0) > 0) return;
    const noise = prescribedNoise({ normal: () => 1e6 });
    const problem = denoisingFromScore(one, schedule, data.score(one, schedule));
    const D = problem.denoiser(from, Float64Array.of(0.4), one.scratch())[0];
    for (const [solver, settings] of [
      [ddpm, { variance: 0 }],
      [ddpm, { variance: 1 }],
      [ddim, { eta: 0 }],
      [ddim, { eta: 1 }],
    ] as const) {
      const p = (solver as typeof ddpm).bind(one, problem, noise, settings);
      near(end(p, 0.4, Float64Array.of(from, 0)), D, 1e-12);
    }
  });
}

test("under VP N(0, 1) stays N(0, 1) with the variance beta, in any number of steps", () => {
  const normal = gaussianData({ m: 0, s: 1 });
  const law = (settings: Settings) =>
    agree(endLaw(make(ddpm, vp, settings, normal), Float64Array.of(1, 0.6, 0.1), { mean: 0, variance: 1 }), {
      mean: 0,
      variance: 1,
    });
  law({ variance: 1 });
  catches("beta-tilde", () => law({ variance: 0 }));
});

/** Where the reverse SDE takes a normal law, in closed form: x_1 given x_0 is normal, with covariance a v_1 of the two. */
function reversed(schedule: Schedule, from: number, to: number, start: Law): Law {
  const [v0, v1] = [data.variance(schedule, from), data.variance(schedule, to)];
  const stretch = ((schedule.alpha(from) / schedule.alpha(to)) * v1) / v0;
  return {
    mean: data.mean(schedule, to) + stretch * (start.mean - data.mean(schedule, from)),
    variance: v1 - stretch ** 2 * v0 + stretch ** 2 * start.variance,
  };
}
for (const [schedule, from, to] of [
  [ve, 0.9, 0.5],
  [vp, 0.5, 0.2],
] as const) {
  for (const [solver, settings] of [
    [ddpm, { variance: 0 }],
    [ddpm, { variance: 1 }],
    [ddim, { eta: 1 }],
  ] as const) {
    const what = Object.entries(settings).join().replace(",", " = ");
    test(`${solver.name} with ${what}: weak order 1 to the law of the reverse SDE under ${schedule.name}`, () => {
      const spread = data.variance(schedule, from);
      const start = { mean: data.mean(schedule, from) + Math.sqrt(spread), variance: spread / 3 };
      const exact = reversed(schedule, from, to, start);
      const error = (n: number) => {
        const process = make(solver as typeof ddpm, schedule, settings);
        const law = endLaw(process, uniformGrid(from, to, n), start);
        near(law.mean, exact.mean, 1e-10, "the mean, which is exact where D is affine");
        return Math.abs(law.variance - exact.variance);
      };
      near(Math.log2(error(200) / error(400)), 1, 0.1, "order of the variance");
    });
  }
}

test("with noise time has to fall", () => {
  const rises = (solver: typeof ddpm, settings: Settings) => () =>
    end(make(solver, vp, settings)(one, prescribedNoise({})), 0, Float64Array.of(0.1, 0.2));
  assert.throws(rises(ddpm, {}), /times that fall/);
  assert.throws(rises(ddim as typeof ddpm, { eta: 0.1 }), /times that fall/);
  rises(ddim as typeof ddpm, {})();
});

test.run();
