import { test } from "uvu";
import * as assert from "uvu/assert";
import { line, plane } from "../../sims/guidance/example.ts";
import { guidedLaw } from "../../sims/guidance/guided-law.ts";
import { coarser } from "../../sims/guidance/laws-on-cells.ts";
import { type Asked, type Outcome, outcomeOf } from "../../sims/guidance/outcome.ts";
import { guidance } from "../../sims/guidance.ts";
import { grids, scheduleGrid, schedules, type Tested } from "../../src/index.ts";
import { catches, near, seeded } from "../support.ts";
import { inProcess } from "./in-process.ts";

const normal = (variance: number) => ({ mixture: [{ mean: [0], covariance: variance }] });
const rising = (steps: number, schedule = schedules.vp, level = 0.02) =>
  scheduleGrid(schedule, grids.logSnr, level, steps).toReversed();

test("two Gaussians: the guided flow ends with the variance that integrating it by hand gives, not that of the tilted law", async () => {
  const [a2, b2, w] = [1, 2, 1.5];
  const grid = rising(200, schedules.ve);
  const { sigma } = schedules.ve;
  const [v, V] = [sigma(grid[0]) ** 2, sigma(grid[grid.length - 1]) ** 2];
  // dx/dv = (x / 2) [(1 + w) / (a^2 + v) - w / (b^2 + v)] from the variance a^2 + V at V
  const variance = (strength: number) =>
    (a2 + V) * ((a2 + v) / (a2 + V)) ** (1 + strength) * ((b2 + v) / (b2 + V)) ** -strength;
  const points = Float64Array.of(-1, 0, 0.3, 1.2);
  const asked = { whole: normal(b2), schedule: { name: "ve" }, grid, points };
  const found = await guidedLaw({ ...asked, guidance: { conditional: normal(a2), w, by: "classifier" } });
  const check = (s2: number) =>
    points.forEach((x, i) => {
      near(found[i], -(x * x) / (2 * s2) - 0.5 * Math.log(2 * Math.PI * s2), 1e-6);
    });
  check(variance(w));
  catches("w with the wrong sign", () => check(variance(-w)));
  catches("the unconditional score dropped", () => check((a2 + V) * ((a2 + v) / (a2 + V)) ** (1 + w)));
  catches("the tilted law", () => check(1 / ((1 + w) / (a2 + v) - w / (b2 + v))));
});

const askedOf = (seed: bigint, more: Partial<Asked> = {}): Asked => ({
  example: line,
  label: 0,
  schedule: { name: "vp" },
  grid: rising(60).toReversed(),
  carry: rising(60),
  solver: "heun",
  settings: {},
  particles: 4000,
  engine: "simd64",
  seed,
  ...more,
});

/** How the particles fit a law, where a law that fits is refused once in 1e9. */
const fits = ({ p, value }: Tested): void => assert.ok(p > 1e-9, `KL ${value}, p ${p}`);

function checkOutcome({ w, laws, own, tilted, apart }: Outcome): void {
  near(laws.mass, 1, 1e-4, "mass of the flow's law");
  fits(own);
  assert.ok(apart < 1e-10, `guided in the two ways, particles end ${apart} apart`);
  if (w === 0) {
    assert.ok(laws.totalVariation < 1e-4, `${laws.totalVariation}`);
    fits(tilted.flow);
    fits(tilted.sde);
    return;
  }
  assert.ok(laws.totalVariation > 0.2 && laws.divergence > 0.2);
  catches("the tilted law in place of the flow's", () => fits(tilted.flow));
  catches("the tilted law in place of the SDE's", () => fits(tilted.sde));
}

seeded(
  "on a line: w = 0 samples p(x | y), w > 0 a law that is known, and it is not the tilted one",
  async (seed) => {
    for (const w of [0, 1]) checkOutcome(await outcomeOf(inProcess, askedOf(seed), w));
  },
);

seeded("and so in the plane", async (seed) => {
  checkOutcome(await outcomeOf(inProcess, askedOf(seed, { example: plane }), 1));
});

test("coarser cells hold what the finer ones hold, row by row", () => {
  const finer = Float64Array.from({ length: 80 * 80 }, (_, i) => i);
  const out = coarser(finer, 2);
  assert.is(out.length, 400);
  let sum = 0;
  for (let row = 4; row < 8; row++)
    for (let column = 8; column < 12; column++) sum += finer[80 * row + column];
  assert.is(out[20 + 2], sum);
});

test("strengths that are none are refused", () => {
  for (const text of ["-1", "a", "0,1,2,3,4", "11", "", "0,0", "1,1.0"]) {
    assert.not.ok(guidance.config.safeParse({ guidance: text }).success, text);
  }
  assert.equal(guidance.config.parse({ guidance: "0.5, 2" }).guidance, [0.5, 2]);
});

test.run();
