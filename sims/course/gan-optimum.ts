import ndarray from "ndarray";
import { z } from "zod";
import type { CourseEntry } from "./entry.ts";
import { ascent, contest, jensenShannonOf, optimal, sigmoid, value } from "./gan-optimum/discriminator.ts";
import { approach, ascentFigure, valueFigure } from "./gan-optimum/figures.ts";
import { data, floor, lawAt } from "./gan-optimum/laws.ts";

const config = z.object({
  shift: z.number().min(0).max(50).default(2).describe("how far the generator's law lies from the data's"),
  steps: z.int().min(1).max(1000).default(40).describe("steps of the ascent that looks for D"),
});

export const ganOptimum: CourseEntry<typeof config> = {
  name: "gan-optimum",
  place: 12,
  title: "The optimal discriminator",
  about:
    "For a given generator the best discriminator is known, and with it the value of the game: -2 log 2 where the generator is right, twice the Jensen-Shannon " +
    "divergence more where it is not, and nothing to hold on to where the two do not overlap.",
  lecture: "Machine learning in physics, Oslo, summary: the minimax game of a GAN",
  formulas: [
    "L(G, D) = \\mathbb{E}_{p_r} \\log D(x) + \\mathbb{E}_{p_g} \\log(1 - D(x))",
    "D^*(x) = \\frac{p_r(x)}{p_r(x) + p_g(x)}, \\qquad L(G, D^*) = 2\\,\\mathrm{JS}(p_r \\| p_g) - 2 \\log 2",
  ],
  question: {
    asked:
      "Where the two laws are far apart the curve of L(G, D*) is flat. What does that mean for a generator that follows its slope, and what helps?",
    answer: [
      "There is no slope: JS is log 2 for all laws that do not overlap, near or far, and the generator learns nothing from a discriminator that is always right. A distance that grows with the shift (Wasserstein's is " +
        "the shift itself) has a slope everywhere; so has the same game with noise added to both laws, which is what the noise levels of a diffusion do for the score.",
    ],
  },
  references: [
    "I. Goodfellow et al. (2014), arXiv:1406.2661",
    "M. Arjovsky, S. Chintala and L. Bottou (2017), arXiv:1701.07875",
  ],
  config,
  quick: {},
  async run({ shift, steps }, context) {
    const [same, two, far] = [0, shift, 60].map((s) => contest(data, lawAt(s)));
    const found = [...ascent(two, steps)];
    const last = found[found.length - 1];
    const best = optimal(two);
    const D = optimal(same).map(sigmoid);
    await context.array("nodes", ndarray(two.nodes));
    await context.array("discriminator", ndarray(last.map(sigmoid)));
    await context.array("optimal", ndarray(best.map(sigmoid)));
    const value0 = value(same, optimal(same));
    const js = jensenShannonOf(two);
    return {
      blocks: [
        `The data is 0.6 N(-2, 0.5^2) + 0.4 N(1.5, 0.8^2); the generator makes the same law, shifted to the right, and comes to it.`,
        {
          name: "approach",
          figure: approach(8),
          caption:
            "Data, generator, and the optimal discriminator, as the generator comes to the data: D goes to 1/2.",
        },
        {
          name: "value",
          figure: valueFigure(),
          caption:
            "The value of the game at the optimal discriminator: by its definition, and by the divergence.",
        },
        "A discriminator that is found by ascent, not told: it begins as 1/2 everywhere and climbs L by Newton's method at each node of the grid.",
        {
          name: "ascent",
          figure: ascentFigure(two, found),
          caption: `The ascent at the shift ${shift}: where one law has almost nothing, D has far to go, and it does not matter for the value.`,
        },
      ],
      numbers: [
        {
          key: "optimum",
          quantity: "L(G, D*) where the generator is right",
          value: value0,
          error: 0,
          lecture: floor,
        },
        {
          key: "half",
          quantity: "D* there, farthest from 1/2",
          value: D.reduce((a, d) => (Math.abs(d - 0.5) > Math.abs(a - 0.5) ? d : a)),
          error: 0,
          lecture: 0.5,
        },
        {
          key: "value",
          quantity: `L(G, D*) at the shift ${shift}`,
          value: value(two, best),
          error: 0,
          lecture: 2 * js + floor,
        },
        { key: "divergence", quantity: `JS at the shift ${shift}, nats`, value: js, error: 0 },
        {
          key: "ascended",
          quantity: `L(G, D) of the D found by ${steps} steps of ascent`,
          value: value(two, last),
          error: 0,
          ...(steps >= 40 && { exact: value(two, best) }),
        },
        {
          key: "farApart",
          quantity: "JS of laws that do not overlap, nats",
          value: jensenShannonOf(far),
          error: 0,
          exact: Math.log(2),
        },
      ],
    };
  },
};
