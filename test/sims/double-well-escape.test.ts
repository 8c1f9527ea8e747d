import { test } from "uvu";
import * as assert from "uvu/assert";
import { comparisons } from "../../sims/double-well-escape/comparisons.ts";
import { firstPassage } from "../../sims/double-well-escape/first-passage.ts";
import { kramersTime, passageLaw } from "../../sims/double-well-escape/passage-law.ts";
import { compare } from "../../sims/sampling/comparison.ts";
import type { Context } from "../../sims/simulation.ts";
import { catches, checkMean, near, same, seeded } from "../support.ts";
import { inProcess } from "./in-process.ts";

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

test("a step so coarse that a particle leaves the finite numbers is refused: it would never pass", () => {
  const coarse = { from: -1, to: 1, temperature: 1, h: 0.2, seed: 0n, first: 0, particles: 2000 };
  assert.throws(() => firstPassage(coarse), /DivergenceError|is not finite/);
});

test("a mean that is further off than chance is told with the bias of the step; one that is not, without", () => {
  const law = passageLaw({ from: -1, to: 0, temperature: 1 });
  const told = (mean: number) => {
    const said: string[] = [];
    const context = { ...inProcess, say: (line: string) => said.push(line) } as Context;
    compare(context, comparisons(Float64Array.of(0.9 * mean, mean, 1.1 * mean), law));
    return said.join("\n");
  };
  assert.match(
    told(0.5 * law.mean),
    /off by -\S+ s\.e\., which holds the bias of the time step h, of order h/,
  );
  assert.not.match(told(law.mean), /bias/);
});

test.run();
