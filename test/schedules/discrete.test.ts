import { test } from "uvu";
import * as assert from "uvu/assert";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { ddpm, ddpmSchedule } from "../../src/schedules/ddpm.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { scheduleOf } from "../../src/schedules/schedule-of.ts";
import { subVp } from "../../src/schedules/sub-variance-preserving.ts";
import { variancePreserving, vp } from "../../src/schedules/variance-preserving.ts";
import { variancePreservingCosine, vpCosine } from "../../src/schedules/variance-preserving-cosine.ts";
import { catches, near } from "../support.ts";

/** alpha-bar of the paper's table, by its product. */
function product(T: number, i: number, min = 1e-4, max = 0.02): number {
  let bar = 1;
  for (let j = 1; j <= i; j++) bar *= 1 - (min + ((j - 1) / (T - 1)) * (max - min));
  return bar;
}
const lecture = scheduleOf({ name: "ddpm", T: 300 });

test("DDPM's alpha-bar is the product of 1 - beta: 4.035830e-5 at T = 1000, 0.048 at T = 300", () => {
  near(ddpm.alpha(1000) ** 2, 4.03583e-5, 5e-12);
  near(lecture.alpha(300) ** 2, 0.048, 5e-4);
  assert.equal([ddpm.alpha(0), ddpm.sigma(0), lecture.end], [1, 0, 300]);
  const isTable = (s: Schedule, shift = 0) => {
    for (let i = 1; i <= s.end; i++) {
      const bar = product(s.end, i + shift);
      near(s.alpha(i) ** 2 / bar, 1, 1e-12, `alpha-bar ${i}`);
      near(s.sigma(i) ** 2, 1 - bar, 1e-14, `1 - alpha-bar ${i}`);
    }
  };
  isTable(ddpm);
  isTable(lecture);
  catches("alpha-bar off by one", () => isTable(ddpm, 1));
});

test("between the indices the rate is continuous and positive, close to beta, for a table of any length", () => {
  for (const i of [2, 500, 999]) {
    near(ddpm.diffusion(i - 0.5) ** 2, -Math.log1p(-(1e-4 + ((i - 1) / 999) * (0.02 - 1e-4))), 1e-10);
  }
  for (const s of [ddpm, lecture, ddpmSchedule({ steps: 10 }), ddpmSchedule({ steps: 2, max: 0.9 })]) {
    for (let k = 1; k <= 20 * s.end; k++) {
      const t = k / 20;
      assert.ok(s.drift(t) < 0 && s.sigma(t) > s.sigma(t - 1 / 20), `${s.about}: at ${t}`);
      near(s.drift(t - 1e-9), s.drift(t + 1e-9), 1e-7, `${s.about}: at ${t}`);
    }
  }
});

test("the index of time i is i, for all i, in float64 and float32, and a grid of it has whole times", () => {
  const f = Math.fround;
  for (const s of [ddpm, lecture]) {
    for (let i = 0; i <= s.end; i++) {
      near(s.time(s.sigma(i) / s.alpha(i)), i, 1e-9);
      assert.is(Math.round(s.time(f(f(s.sigma(i)) / f(s.alpha(i))))), i);
      assert.is(f(i), i);
    }
    for (const steps of [s.end, s.end / 2, s.end / 10]) {
      const times = uniformGrid(s.end, 0, steps);
      times.forEach((t, k) => {
        assert.is(t, s.end - (k * s.end) / steps);
      });
    }
  }
});

test("beyond the table time goes on at the last rate, and still inverts", () => {
  near(ddpm.time(ddpm.sigma(1003.5) / ddpm.alpha(1003.5)), 1003.5, 1e-9);
  near((ddpm.alpha(1001) / ddpm.alpha(1000)) ** 2, 1 - 0.02, 2e-5);
  assert.is(ddpm.drift(1001), ddpm.drift(1000));
});

test("DDPM's marginals tend to those of the VP SDE at rate 1/T", () => {
  const [min, max] = [0.1, 20];
  const limit = variancePreserving({ min, max });
  const rate = (error: (s: Schedule, T: number) => number) => {
    const [a, b] = [1000, 2000].map((T) => error(ddpmSchedule({ steps: T, min: min / T, max: max / T }), T));
    near(Math.log2(a / b), 1, 0.02, `rate of ${a}, ${b}`);
  };
  for (const u of [0.1, 0.4, 0.8]) {
    rate((s, T) => Math.abs(s.alpha(u * T) / limit.alpha(u) - 1));
    rate((s, T) => Math.abs(s.sigma(u * T) - limit.sigma(u)));
  }
});

test("sub-VP: the standard deviation, not the variance, is 1 - alpha^2, also where it would lose digits", () => {
  const law = (s: Schedule) => {
    for (const t of [0.01, 0.3, 0.7, 1]) near(s.sigma(t), 1 - vp.alpha(t) ** 2, 1e-15);
    near(s.sigma(1e-5), 1.000994499e-6, 5e-16);
  };
  law(subVp);
  catches("the variance for the deviation", () => law(vp));
});

test("cosine: alpha-bar is cos^2 over its value at 0, with small noise to all digits", () => {
  const bar = (t: number, s = 0.008) =>
    (Math.cos((((t + s) / (1 + s)) * Math.PI) / 2) / Math.cos(((s / (1 + s)) * Math.PI) / 2)) ** 2;
  for (const t of [0, 0.2, 0.5, 0.99]) {
    near(vpCosine.alpha(t) ** 2, bar(t), 1e-14);
    near(vpCosine.sigma(t) ** 2, 1 - bar(t), 1e-14);
    near(vpCosine.alpha(t) ** 2 + vpCosine.sigma(t) ** 2, 1, 1e-14);
  }
  // sigma^2 = beta(0) t + ..., beta(0) = (pi / (1 + s)) tan(theta_0)
  const beta0 = (Math.PI / 1.008) * Math.tan(((0.008 / 1.008) * Math.PI) / 2);
  near(vpCosine.sigma(1e-12) ** 2 / 1e-12, beta0, 1e-10 * beta0 + 1e-11);
});

test("cosine: from where beta would pass its largest value it stays there, and all is finite and consistent", () => {
  near(vpCosine.diffusion(1) ** 2, 999, 1e-9);
  assert.ok(vpCosine.alpha(1) > 1e-3 && vpCosine.alpha(1) < 2e-3);
  for (const s of [vpCosine, variancePreservingCosine({ s: 0.1, max: 30 })]) {
    for (const t of [0.97, 0.99, 0.999, 1, 1.01]) {
      near(s.time(s.sigma(t) / s.alpha(t)), t, 1e-12);
      near(s.alpha(t) ** 2 + s.sigma(t) ** 2, 1, 1e-14);
    }
    // across the clip the rate is continuous and alpha is its integral
    const n = 4000;
    const [from, to] = [0.9, 1];
    let B = 0;
    for (let k = 0; k < n; k++) B -= (2 * s.drift(from + ((k + 0.5) / n) * (to - from)) * (to - from)) / n;
    near(Math.log(s.alpha(from) / s.alpha(to)), B / 2, 1e-4);
  }
});

test.run();
