import { test } from "uvu";
import * as assert from "uvu/assert";
import { schedules } from "../../src/index.ts";
import { near } from "../support.ts";
import type { Contestant } from "./contestant.ts";
import { engineContestant } from "./engine-contestant.ts";
import { reference } from "./engines/index.ts";
import * as problems from "./problems/index.ts";
import { nodesAt, swissRollSteps } from "./problems/swiss-roll-steps.ts";
import { race } from "./race.ts";

const rounds = { most: 3, seconds: 60, least: 1, pause: 0 };

function contestant(name: string, log: string[], more: Partial<Contestant> = {}): Contestant {
  let seconds = 0;
  return {
    contestant: name,
    title: name,
    kind: "peer",
    precision: "float32",
    threads: 1,
    prepare: async () => ({ compileSeconds: 1 }),
    repeat: async () => {
      log.push(name);
      return { seconds: ++seconds, secondMoment: 16.5 };
    },
    close: async () => {
      log.push(`${name} closed`);
    },
    ...more,
  };
}

test("contestants run in turn, round after round, and are closed", async () => {
  const log: string[] = [];
  const { rows, skipped } = await race(
    problems.langevin,
    8,
    [contestant("a", log), contestant("b", log)],
    rounds,
  );
  assert.equal(log, ["a", "b", "a", "b", "a", "b", "a closed", "b closed"]);
  assert.equal(skipped, []);
  assert.equal(rows[0].seconds, [1, 2, 3]);
  assert.is(rows[0].rate, (8 * rows[0].steps) / 2);
});

test("who cannot start, or fails on the way, is named with the reason, and the others go on", async () => {
  const log: string[] = [];
  const fails = async () => {
    throw new Error("no such library");
  };
  const { rows, skipped } = await race(
    problems.langevin,
    8,
    [contestant("a", log, { prepare: fails }), contestant("b", log, { repeat: fails }), contestant("c", log)],
    rounds,
  );
  assert.equal(
    rows.map((row) => row.contestant),
    ["c"],
  );
  assert.equal(skipped, [
    { problem: "langevin", contestant: "a", reason: "no such library" },
    { problem: "langevin", contestant: "b", reason: "round 1: no such library" },
  ]);
  assert.ok(log.includes("a closed") && log.includes("b closed"));
});

test("a race that lasts too long ends after its least number of rounds", async () => {
  const log: string[] = [];
  const { rows } = await race(problems.langevin, 8, [contestant("a", log)], {
    ...rounds,
    seconds: 0,
    least: 2,
  });
  assert.is(rows[0].seconds.length, 2);
});

test("a result that is not of the law is told, and one that is not a number", async () => {
  const ends = (secondMoment: number) => ({ repeat: async () => ({ seconds: 1, secondMoment }) });
  for (const wrong of [16, 17, Number.NaN]) {
    const { rows } = await race(problems.langevin, 1e5, [contestant("a", [], ends(wrong))], rounds);
    assert.not(rows[0].agrees, String(wrong));
  }
});

test("the reference ends in the law of each problem that has one, and where it is finite in the others", async () => {
  for (const problem of Object.values(problems)) {
    const short = { ...problem, steps: () => 60 };
    const run = { particles: 2000, steps: 60, threads: 1, start: problem.start(2000) };
    const { rows, skipped } = await race(short, 2000, [engineContestant(reference, short, run)], {
      ...rounds,
      most: 1,
    });
    assert.equal(skipped, []);
    assert.ok(rows[0].agrees, `${problem.name}: ${rows[0].secondMoment}`);
    assert.ok(rows[0].rate > 0 && rows[0].compileSeconds > 0);
  }
});

test("what peers get of the Swiss roll is every step once, with 17 to 262 nodes of total weight 1", () => {
  const { ve } = schedules;
  const grid = problems.reverseSde.grid(100);
  const stages = swissRollSteps(grid, ve);
  const rows = stages.flatMap(({ steps }) => steps);
  assert.is(rows.length, 100);
  assert.is(nodesAt(0).centres.length, 262);
  assert.is(stages[0].centres.length, 17);
  for (const { logWeights } of stages) {
    near(
      logWeights.reduce((sum, l) => sum + Math.exp(l), 0),
      1,
      1e-3,
    );
  }
  const [alpha, v, keep, pull, noise] = rows[99];
  const [t, h] = [grid[99], grid[100] - grid[99]];
  assert.is(alpha, 1);
  near(v, 0.05 ** 2 + ve.sigma(t) ** 2, 1e-15);
  assert.is(keep, 1);
  near(pull, -h * ve.diffusion(t) ** 2, 1e-15);
  near(noise ** 2, pull, 1e-15);
});

test.run();
