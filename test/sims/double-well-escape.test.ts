import { test } from "uvu";
import { firstPassage } from "../../sims/double-well-escape/first-passage.ts";
import { kramersTime, passageLaw } from "../../sims/double-well-escape/passage-law.ts";
import { catches, checkMean, near, same, seeded } from "../support.ts";

test("mean first passage times, slowest rate and Kramers' time at 1/T = 6", () => {
  const temperature = 1 / 6;
  const [over, top] = [1, 0].map((to) => passageLaw({ from: -1, to, temperature }));
  near(over.mean, 485.443, 5e-4);
  near(top.mean, 241.952, 5e-4);
  near(top.rate, 4.14108e-3, 5e-9);
  near(kramersTime(temperature), 448.097, 5e-4);
});

seeded(
  "passage times have the exact mean, to the top and over it, with one particle the same in any block",
  (seed) => {
    const block = { from: -1, temperature: 0.5, h: 0.02, seed, first: 0 };
    for (const [to, particles] of [
      [0, 20_000],
      [1, 10_000],
    ]) {
      const times = firstPassage({ ...block, to, particles });
      const check = (wall: number) =>
        checkMean(times, passageLaw({ from: -1, to: wall, temperature: 0.5 }).mean);
      check(to);
      // what a check at the steps alone would see: a wall 0.5826 standard deviations of a step further on
      if (to === 0)
        catches("passages between the steps are missed", () => check(0.5826 * Math.sqrt(2 * 0.5 * 0.02)));
      catches("a temperature ten per cent too high", () =>
        checkMean(times, passageLaw({ from: -1, to, temperature: 0.55 }).mean),
      );
      same(firstPassage({ ...block, to, first: 7, particles: 3 }), times.slice(7, 10));
    }
  },
);

test.run();
