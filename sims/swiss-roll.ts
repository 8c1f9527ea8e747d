import ndarray from "ndarray";
import { z } from "zod";
import { distance, samplers } from "../plots/index.ts";
import { densityGrid } from "../src/index.ts";
import { swissRoll as roll } from "../toy-distributions/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { numbersOf } from "./sampling/grid-values.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";
import { fourSamplers, level } from "./swiss-roll/four-samplers.ts";
import { type Outcome, runSampler, type Truth, truthOf } from "./swiss-roll/outcome.ts";
import { animation, rows } from "./swiss-roll/pictures.ts";
import { explain, introduce, verdict } from "./swiss-roll/story.ts";

const config = z.object({
  particles: z.int().min(100).max(1_000_000).default(20_000).describe("particles of each sampler"),
  steps: z.int().min(20).max(100_000).default(1000).describe("score evaluations a particle, at most"),
  engine,
  seed,
});

function record(context: Context, outcome: Outcome, truth: Truth): void {
  const { sampler, evaluations, distance, spread, deviations } = outcome;
  context.number(sampler.name, {
    evaluations: [...evaluations],
    slicedWasserstein: [...distance],
    overLargestExact: distance[distance.length - 1] / truth.card.exact[truth.card.exact.length - 1],
    distanceToSpiral: spread.value,
    standardErrorsFromExact: deviations,
  });
}

async function show(context: Context, outcomes: readonly Outcome[], truth: Truth): Promise<void> {
  const metric = "sliced W2";
  const [low, high] = [truth.card.exact[0], truth.card.exact[truth.card.exact.length - 1]];
  const median = truth.card.exact[Math.floor(truth.card.exact.length / 2)];
  const law = roll.diffused(level);
  const beside = samplers({
    truth: { points: ndarray(truth.points, [truth.points.length / 2, 2]), distance: median },
    samplers: outcomes.map(({ sampler, points, distance, evaluations }) => ({
      name: sampler.name,
      label: sampler.label,
      points,
      distance: distance[distance.length - 1],
      evaluations: evaluations[evaluations.length - 1],
    })),
    density: densityGrid(law, numbersOf(law, { alpha: 1, sigma: level }), roll.window),
    window: roll.window,
    metric,
  });
  const curves = distance({
    curves: outcomes.map(({ sampler, evaluations, distance }) => ({
      name: sampler.name,
      label: sampler.label,
      evaluations,
      distance,
    })),
    band: { low, high, label: "exact samples" },
    metric,
  });
  await context.figure(
    "samplers",
    beside,
    "Four samplers beside exact samples, all driven by the exact score.",
  );
  await context.figure("distance", curves, "Distance from the truth against the work done.");
  explain(context, outcomes, truth.card.exact, { beside, curves, exactSpread: truth.spread.value });
}

export const swissRoll: Simulation<typeof config> = {
  name: "swiss-roll",
  title: "The Swiss roll, from noise and back",
  about:
    "Four samplers driven by the exact score, all from N(0, 50^2 I), each with its measured distance from the truth " +
    "against score evaluations; the diffusion in three rows; an animation.",
  group: "diffusion",
  references: [
    "Song et al. (2021), arXiv:2011.13456",
    "Karras et al. (2022), arXiv:2206.00364",
    "Song and Ermon (2019), arXiv:1907.05600",
    "B. D. O. Anderson (1982), doi:10.1016/0304-4149(82)90051-5",
  ],
  config,
  async run(settings, context) {
    introduce(context);
    const pictures = await rows(context, settings);
    const story = await animation(context, settings);
    context.report({ heading: "Into noise and back", blocks: [pictures, story] });
    const truth = await truthOf(context, settings.particles, settings.seed);
    const outcomes: Outcome[] = [];
    for (const sampler of fourSamplers) {
      const outcome = await runSampler(context, sampler, truth, settings);
      record(context, outcome, truth);
      outcomes.push(outcome);
    }
    await show(context, outcomes, truth);
    verdict(context, outcomes, truth.card.exact);
  },
};
