import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  ascent,
  contest,
  jensenShannonOf,
  optimal,
  value,
} from "../../../sims/course/gan-optimum/discriminator.ts";
import { lineMixture } from "../../../sims/course/line-mixture.ts";
import { near } from "../../support.ts";

const at = (shift: number) =>
  lineMixture(
    [
      { weight: 0.6, mean: -2 + shift, deviation: 0.5 },
      { weight: 0.4, mean: 1.5 + shift, deviation: 0.8 },
    ],
    0,
  );
const floor = -2 * Math.log(2);

test("at the optimal discriminator the value is 2 JS - 2 log 2, at any distance", () => {
  for (const shift of [0, 0.1, 1, 4, 30]) {
    const two = contest(at(0), at(shift));
    near(value(two, optimal(two)), 2 * jensenShannonOf(two) + floor, 1e-12, `shift ${shift}`);
  }
});

test("equal laws: D is 1/2 and the value -2 log 2; far ones: JS is log 2 and the value 0", () => {
  const [same, far] = [contest(at(0), at(0)), contest(at(0), at(40))];
  assert.ok(optimal(same).every((l) => l === 0));
  near(value(same, optimal(same)), floor, 1e-12);
  near(jensenShannonOf(far), Math.log(2), 1e-12);
  near(value(far, optimal(far)), 0, 1e-12);
});

test("ascent climbs at every step and ends at the optimal discriminator; no other is better", () => {
  const two = contest(at(0), at(2));
  const values = [...ascent(two, 40)].map((logit) => value(two, logit));
  assert.ok(values.every((v, k) => k === 0 || v >= values[k - 1] - 1e-14));
  const best = value(two, optimal(two));
  near(values[40], best, 1e-10);
  for (const error of [0.1, -0.1]) {
    assert.ok(
      value(
        two,
        optimal(two).map((l) => l + error),
      ) <
        best - 1e-4,
    );
  }
});

test.run();
