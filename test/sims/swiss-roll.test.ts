import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreCard } from "../../sims/sampling/score-card.ts";
import type { Context, Task } from "../../sims/simulation.ts";
import { fourSamplers, top } from "../../sims/swiss-roll/four-samplers.ts";
import { spiralDistance } from "../../sims/swiss-roll/spiral.ts";
import { exactPoints } from "../../sims/tasks/exact.ts";
import { tasks } from "../../sims/tasks/index.ts";
import {
  arraySpace,
  diffusedScore,
  freshNoise,
  type Noise,
  normalStart,
  probabilityFlow,
  record,
  reverse,
  schedules,
  solvers,
} from "../../src/index.ts";
import { lectureLoop } from "../../src/problems/lecture-loop.ts";
import { swissRoll as roll } from "../../toy-distributions/index.ts";
import { catches, seedOf } from "../support.ts";

// The gates of the main job: 20,000 particles from N(0, 50^2 I), and the law of the data noised by 0.01.
const particles = 20_000;
const { ve } = schedules;
const seed = seedOf("the main job");
const law = { density: { name: "swiss-roll" }, noised: { schedule: { name: "ve" }, t: 0 }, seed };
const context = {
  threads: 1,
  progress() {},
  engine() {},
  compute: async (name: keyof typeof tasks, input: never) => (tasks[name] as Task)(input, () => {}),
} as unknown as Context;

const card = await scoreCard(context, law, { size: particles });
const exact = spiralDistance(await exactPoints(law, 0, 400_000));

/** Sliced distance at most 1.5 times the largest of 100 exact samples; spread within 4 standard errors of theirs. */
function gates(points: Float64Array): void {
  const distance = card.distance(points);
  const largest = card.exact[card.exact.length - 1];
  assert.ok(distance <= 1.5 * largest, `sliced W2 ${distance}, largest of exact samples ${largest}`);
  const { value, error } = spiralDistance(points);
  const z = (value - exact.value) / Math.hypot(error, exact.error);
  assert.ok(
    Math.abs(z) <= 4,
    `distance to the spiral ${value}, exact ${exact.value}: ${z.toFixed(1)} errors`,
  );
}

interface Plant {
  /** Factor of every Brownian increment. */
  readonly noise?: number;
  /** Factor of the prior's standard deviation. */
  readonly prior?: number;
}

/** The simulation's own sampler, problem and grid, with a bug planted where one is asked for. */
async function run(
  name: "reverse-sde" | "flow",
  evaluations: number,
  plant: Plant = {},
): Promise<Float64Array> {
  const sampler = fourSamplers.find((s) => s.name === name);
  assert.ok(sampler);
  const { grid } = sampler.spec(evaluations, particles, seed);
  const space = arraySpace({ particles, dimension: 2 });
  const score = diffusedScore(space, roll, ve);
  const fresh = freshNoise(space, seed);
  const noise: Noise<Float64Array> = {
    ...fresh,
    increment: (at, out) => space.combine(out, [plant.noise ?? 1, fresh.increment(at, out)]),
  };
  const process =
    name === "flow"
      ? solvers.heun.bind(space, probabilityFlow(space, ve, score), noise)
      : solvers.eulerMaruyama.bind(
          space,
          lectureLoop(space, reverse(space, ve, score), grid.length - 1),
          noise,
        );
  const start = normalStart(space, seed, top * (plant.prior ?? 1));
  return (await record(space, process, start, grid)).data;
}

test("exact samples lie between 0.003 and 0.04 of the truth, and 0.0510 of the spiral", () => {
  assert.is(card.exact.length, 100);
  assert.ok(card.exact[0] > 0.003 && card.exact[99] < 0.04, `${card.exact[0]} to ${card.exact[99]}`);
  assert.ok(Math.abs(exact.value - Math.hypot(0.05, 0.01)) < 4e-4, String(exact.value));
});

test("the reverse SDE of 1000 evaluations samples the Swiss roll", async () => {
  gates(await run("reverse-sde", 1000));
});

test("the probability flow of 1000 evaluations samples the Swiss roll", async () => {
  gates(await run("flow", 1000));
});

test("noise 10 % too small in the SDE is caught, and with all of it the same short run passes", async () => {
  const short = 300;
  gates(await run("reverse-sde", short));
  const points = await run("reverse-sde", short, { noise: 0.9 });
  catches("noise 10 % too small", () => gates(points));
});

test("a prior 10 % too narrow in the flow is caught, and with the right one the same short run passes", async () => {
  const short = 200;
  gates(await run("flow", short));
  const points = await run("flow", short, { prior: 0.9 });
  catches("prior 10 % too narrow", () => gates(points));
});

test.run();
