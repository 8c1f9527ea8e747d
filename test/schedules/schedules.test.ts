import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../src/refusal.ts";
import { ddpmSchedule } from "../../src/schedules/ddpm.ts";
import { edmSchedule } from "../../src/schedules/edm.ts";
import * as registry from "../../src/schedules/index.ts";
import { ornsteinUhlenbeckSchedule } from "../../src/schedules/ornstein-uhlenbeck.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { scheduleOf } from "../../src/schedules/schedule-of.ts";
import { subVariancePreserving } from "../../src/schedules/sub-variance-preserving.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { variancePreserving } from "../../src/schedules/variance-preserving.ts";
import { variancePreservingCosine } from "../../src/schedules/variance-preserving-cosine.ts";
import { catches, near, property } from "../support.ts";

const schedules = [
  ...Object.values(registry),
  variancePreserving({ min: 0, max: 3 }),
  varianceExploding({ min: 0.002, max: 80 }),
  ornsteinUhlenbeckSchedule({ theta: 0.4, noise: 0.3, end: 9 }),
  edmSchedule({ max: 14 }),
  subVariancePreserving({ min: 0, max: 3 }),
  variancePreservingCosine({ s: 0.1, max: 30 }),
  ddpmSchedule({ steps: 50, min: 1e-3, max: 0.3 }),
];

/** d f / dt by a central difference of order 6. */
const slope = (f: (t: number) => number, t: number, h: number): number =>
  (45 * (f(t + h) - f(t - h)) - 9 * (f(t + 2 * h) - f(t - 2 * h)) + f(t + 3 * h) - f(t - 3 * h)) / (60 * h);

/** f = d log alpha / dt and g^2 = d sigma^2/dt - 2 f sigma^2. */
function isConsistent(s: Schedule, fraction: number): void {
  const t = fraction * s.end;
  const h = 1e-4 * s.end;
  const f = slope((r) => Math.log(s.alpha(r)), t, h);
  near(s.drift(t), f, 1e-8 * Math.max(1, Math.abs(f)), `${s.name}: drift at ${t}`);
  const g2 = slope((r) => s.sigma(r) ** 2, t, h) - 2 * s.drift(t) * s.sigma(t) ** 2;
  near(s.diffusion(t) ** 2, g2, 1e-7 * Math.max(1, g2), `${s.name}: g^2 at ${t}`);
}
const inside = fc.double({ min: 0.05, max: 0.95, noNaN: true });
/** Halfway between two of a thousand times: a discrete schedule has its kinks at whole steps. */
const halfway = fc.integer({ min: 50, max: 949 }).map((i) => (i + 0.5) / 1000);
for (const [i, s] of schedules.entries()) {
  property(
    `${s.name} (${i}): drift and diffusion are those of alpha and sigma, at every time`,
    [halfway],
    (u) => isConsistent(s, u),
  );
  property(`${s.name} (${i}): time() inverts sigma / alpha, which grows`, [inside, inside], (u, v) => {
    const ratio = (t: number) => s.sigma(t) / s.alpha(t);
    const t = u * s.end;
    near(s.time(ratio(t)), t, 1e-12 * s.end);
    if (Math.abs(u - v) > 1e-9) assert.is(Math.sign(ratio(u * s.end) - ratio(v * s.end)), Math.sign(u - v));
  });
  test(`${s.name} (${i}): starts from the data and ends at its prior`, () => {
    assert.is(s.alpha(0), 1);
    assert.ok(s.sigma(0) <= 0.01 && s.sigma(0) >= 0);
    // the noise alone, or with what is left of data of unit variance
    near(s.prior ** 2, s.sigma(s.end) ** 2, 2 * s.alpha(s.end) ** 2);
    assert.ok(s.name.length > 0 && s.about.length > 0 && s.reference.length > 0);
  });
}
test("schedules whose parts do not belong together are caught", () => {
  const { vp, ve } = registry;
  catches("the score's factor: beta for beta / 2", () =>
    isConsistent({ ...vp, drift: (t) => 2 * vp.drift(t) }, 0.5),
  );
  catches("g without its root of two", () =>
    isConsistent({ ...ve, diffusion: (t) => ve.diffusion(t) / Math.SQRT2 }, 0.5),
  );
  catches("time off by one of a thousand", () =>
    isConsistent({ ...vp, diffusion: (t) => vp.diffusion(t - 1e-3) }, 0.5),
  );
});

test("VP, beta 0.1 to 20, has its reference values, also where 1 - exp(-B) would lose digits", () => {
  const { vp } = registry;
  near(vp.alpha(1), 0.00657158649493, 1e-14);
  near(vp.alpha(0.5), 0.281182880797, 1e-12);
  near(vp.sigma(1e-5) ** 2, 1.000994499e-6, 5e-16);
  near(vp.sigma(1e-12) ** 2, 1e-13, 1e-22);
  near(vp.alpha(0.37) ** 2 + vp.sigma(0.37) ** 2, 1, 1e-15);
});

test("VE is sigma_min (sigma_max / sigma_min)^t", () => {
  const { ve } = registry;
  near(ve.sigma(0), 0.01, 1e-17);
  near(ve.sigma(0.5), Math.sqrt(0.5), 1e-14);
  near(ve.sigma(1), 50, 1e-12);
});

test("Ornstein-Uhlenbeck has alpha = exp(-theta t), sigma^2 = s^2 (1 - exp(-2 theta t)) / 2 theta", () => {
  const s = ornsteinUhlenbeckSchedule({ theta: 0.4, noise: 0.3 });
  near(s.alpha(2), Math.exp(-0.8), 1e-15);
  near(s.sigma(2) ** 2, (0.09 * (1 - Math.exp(-1.6))) / 0.8, 1e-15);
  near(s.sigma(1e-9) ** 2, 0.09e-9, 1e-19);
});

test("parameters out of range are refused", () => {
  for (const make of [
    () => varianceExploding({ min: 0 }),
    () => varianceExploding({ min: 2, max: 1 }),
    () => variancePreserving({ min: -1 }),
    () => variancePreserving({ max: Number.NaN }),
    () => ornsteinUhlenbeckSchedule({ theta: 0 }),
    () => edmSchedule({ max: Infinity }),
    () => subVariancePreserving({ min: 3, max: 2 }),
    () => variancePreservingCosine({ s: 0 }),
    () => variancePreservingCosine({ max: 0.01 }),
    () => ddpmSchedule({ steps: 1 }),
    () => ddpmSchedule({ steps: 10.5 }),
    () => ddpmSchedule({ max: 1 }),
    () => ddpmSchedule({ min: 0 }),
    () => scheduleOf({ name: "vq" }),
    () => scheduleOf({ name: "vp", T: 300 }),
    () => scheduleOf({ name: "ddpm", T: 0 }),
  ]) {
    assert.throws(make, (e: unknown) => e instanceof UsageError);
  }
});

test.run();
