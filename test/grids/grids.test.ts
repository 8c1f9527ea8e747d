import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { geometricGrid } from "../../src/grids/geometric.ts";
import { checkGrid, extendGrid, noiseGrid, wholeGrid } from "../../src/grids/grid.ts";
import * as registry from "../../src/grids/index.ts";
import { karrasGrid } from "../../src/grids/karras.ts";
import { logSnrGrid } from "../../src/grids/log-snr.ts";
import { quadraticGrid } from "../../src/grids/quadratic.ts";
import { scheduleGrid } from "../../src/grids/schedule-grid.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { intervals } from "../../src/integrate.ts";
import { UsageError } from "../../src/refusal.ts";
import { ddpm } from "../../src/schedules/ddpm.ts";
import * as schedules from "../../src/schedules/index.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { near, property } from "../support.ts";

const refused = (make: () => unknown, message = /./) =>
  assert.throws(make, (e: unknown) => e instanceof UsageError && message.test(e.message));
const end = fc.double({ min: 1e-3, max: 100, noNaN: true });
const steps = fc.integer({ min: 1, max: 200 });

for (const [name, make] of Object.entries(registry)) {
  property(
    `${name}: ends are exact, points move one way, forwards and backwards`,
    [end, end, steps],
    (from, to, n) => {
      if (Math.abs(from / to - 1) < 1e-6) return;
      const grid = checkGrid(make(from, to, n));
      assert.is(grid.length, n + 1);
      assert.is(grid[0], from);
      assert.is(grid[n], to);
    },
  );
  test(`${name}: parameters out of range are refused`, () => {
    refused(() => make(1, 2, 0), /steps/);
    refused(() => make(1, 2, 1.5), /steps: got 1.5/);
    refused(() => make(Number.NaN, 2, 3), /start of the grid/);
    refused(() => make(1, Infinity, 3), /end of the grid/);
  });
}

test("EDM's 18 steps with rho = 7: 80, 57.586, 40.786, 28.375, 19.352, ..., 0.007528, 0.002", () => {
  const grid = karrasGrid(80, 0.002, 17);
  [80, 57.586, 40.786, 28.375, 19.352].forEach((sigma, i) => {
    near(grid[i], sigma, 5e-4);
  });
  near(grid[16], 0.007528, 5e-7);
  assert.is(grid[17], 0.002);
  assert.is(grid.length, 18);
});

test("a Karras grid may end at sigma = 0", () => {
  const grid = checkGrid(karrasGrid(80, 0, 10));
  assert.is(grid[10], 0);
});

test("a geometric grid has equal ratios, a uniform one equal steps", () => {
  const g = geometricGrid(50, 0.01, 100);
  const u = uniformGrid(-2, 3, 100);
  for (let k = 1; k <= 100; k++) {
    near(g[k] / g[k - 1], (0.01 / 50) ** (1 / 100), 1e-12);
    near(u[k] - u[k - 1], 0.05, 1e-14);
  }
  refused(() => geometricGrid(0, 1, 3));
  refused(() => geometricGrid(-1, 1, 3));
});

test("a quadratic grid has equal steps of sqrt(t), one in log-SNR of log(alpha / sigma)", () => {
  const [q, l] = [quadraticGrid(1, 0.04, 10), noiseGrid(vp, logSnrGrid(90, 0.02, 10))];
  const lambda = (t: number) => Math.log(vp.alpha(t) / vp.sigma(t));
  for (let k = 1; k <= 10; k++) {
    near(Math.sqrt(q[k - 1]) - Math.sqrt(q[k]), 0.08, 1e-14);
    near(lambda(l[k]) - lambda(l[k - 1]), Math.log(90 / 0.02) / 10, 1e-10);
  }
  refused(() => quadraticGrid(1, -0.1, 3));
});

test("DDIM's sub-sequences of 1000 steps: whole times, equally spaced or quadratic", () => {
  assert.equal([...wholeGrid(uniformGrid(1000, 0, 5))], [1000, 800, 600, 400, 200, 0]);
  assert.equal([...wholeGrid(quadraticGrid(1000, 0, 5))], [1000, 640, 360, 160, 40, 0]);
  assert.equal([...wholeGrid(uniformGrid(3, 0, 7))], [3, 2, 1, 0]);
  refused(() => wholeGrid(uniformGrid(0.4, 0, 7)));
});

for (const schedule of Object.values(schedules)) {
  test(`every spacing goes from the end of ${schedule.name} to a noise level`, () => {
    for (const spacing of Object.values(registry)) {
      const grid = scheduleGrid(schedule, spacing, 0.05, 20);
      assert.is(grid.length, 21);
      assert.is(grid[0], schedule.end);
      near(schedule.sigma(grid[20]) / schedule.alpha(grid[20]), 0.05, 1e-10);
    }
    refused(() => scheduleGrid(schedule, uniformGrid, -1, 20), /noise level/);
    refused(() => scheduleGrid(schedule, uniformGrid, 1e9, 20), /noise level/);
  });
}

test("a spacing is of t, or of the noise level", () => {
  const noise = ({ alpha, sigma }: typeof vp, t: number) => sigma(t) / alpha(t);
  near(scheduleGrid(ddpm, quadraticGrid, 0, 10)[5], 250, 1e-9);
  const level = karrasGrid(noise(vp, 1), 0.05, 10)[5];
  near(noise(vp, scheduleGrid(vp, karrasGrid, 0.05, 10)[5]), level, 1e-12);
});

test("a grid that is none is refused, and the place is named", () => {
  checkGrid(Float64Array.of(0, 1));
  checkGrid(Float64Array.of(1, 0.5, -3));
  refused(() => checkGrid(Float64Array.of()), /0 points/);
  refused(() => checkGrid(Float64Array.of(1)), /1 points/);
  refused(() => checkGrid(Float64Array.of(1, 1)), /at point 1/);
  refused(() => checkGrid(Float64Array.of(0, 1, 0.5)), /1 then 0.5 at point 2/);
  refused(() => checkGrid(Float64Array.of(1, 0, 0)), /at point 2/);
  refused(() => checkGrid(Float64Array.of(0, Number.NaN, 2)), /NaN at point 1/);
  refused(() => checkGrid(Float64Array.of(Number.NaN, 1)), /NaN at point 0/);
  refused(() => checkGrid(Float64Array.of(0, Infinity)), /Infinity at point 1/);
});

test("extendGrid adds a point that goes on the same way only", () => {
  assert.equal([...extendGrid(Float64Array.of(2, 1), 0)], [2, 1, 0]);
  refused(() => extendGrid(Float64Array.of(2, 1), 3));
});

test("noiseGrid gives the times at which sigma / alpha has the values", () => {
  const ratios = karrasGrid(40, 0.02, 20);
  for (const schedule of [ve, vp]) {
    const times = noiseGrid(schedule, ratios);
    times.forEach((t, k) => {
      near(schedule.sigma(t) / schedule.alpha(t), ratios[k], 1e-11 * ratios[k]);
    });
  }
});

test("a time index is never off by one: the k-th interval is from point k to k + 1, in float32 too", () => {
  for (const grid of [uniformGrid(0, 1, 1000), uniformGrid(1, 1e-3, 777), karrasGrid(80, 0.002, 500)]) {
    const all = [...intervals(grid)];
    assert.is(all.length, grid.length - 1);
    all.forEach(({ t0, t1, before, k, last }, i) => {
      assert.equal(
        [k, t0, t1, before, last],
        [i, grid[i], grid[i + 1], grid[Math.max(0, i - 1)], i === grid.length - 2],
      );
    });
  }
  const index = (t: number, round: (x: number) => number) => Math.round(round(round(t) * 1000));
  uniformGrid(0, 1, 1000).forEach((t, i) => {
    assert.is(
      index(t, (x) => x),
      i,
    );
    assert.is(index(t, Math.fround), i);
  });
});

test("a grid of a million points can be extended", () => {
  const longer = extendGrid(uniformGrid(1, 0.5, 1_000_000), 0);
  assert.equal([longer.length, longer[1_000_000], longer[1_000_001]], [1_000_002, 0.5, 0]);
});

test.run();
