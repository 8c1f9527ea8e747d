import ndarray from "ndarray";
import { z } from "zod";
import { digits } from "../../plots/index.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { epochBlocks, epochNumbers, type Printed } from "./trained/epochs.ts";
import { runFlag, trainingFlags } from "./trained/flags.ts";
import { judged, shares } from "./trained/judged.ts";
import { pixelNumber } from "./trained/pixel-number.ts";
import { speedNumber } from "./trained/speed-number.ts";
import { trainingOf } from "./trained/training-of.ts";
import { way, wayOf } from "./trained/way.ts";

const config = z.object({
  count: z.int().min(2).max(10_000).default(20).describe("digits to draw"),
  steps: z.int().min(2).max(100_000).default(1000).describe("steps of the sampler"),
  flow: z
    .boolean()
    .default(false)
    .describe("draw by the probability flow: half of the score's term, no noise; Heun's method"),
  weights: runFlag("that of the package"),
  ...trainingFlags,
  seed,
});

const printed: Printed = {
  losses: [0.14333, 0.077144, 0.070427, 0.066621],
  seconds: [66, 67],
  within: [0.25, 0.1, 0.1, 0.1],
};

export const notebook: CourseEntry<typeof config> = {
  name: "notebook",
  place: 14,
  title: "The notebook: digits from noise",
  about:
    "A U-Net learns the score of the handwritten digits at all noise levels of the variance-exploding SDE; the reverse SDE in 1000 steps makes digits of noise.",
  lecture: "PHYS 777, the notebook: training on MNIST, the loss by epoch, 20 images as 4 x 5",
  formulas: [
    "x_t = x_0 + \\sigma(t)\\, z, \\qquad \\sigma(t) = 0.01 \\cdot 5000^{t}, \\qquad g(t) = \\sigma(t) \\sqrt{2 \\ln 5000}",
    "L = \\mathbb{E}_{t, x_0, z}\\, (\\sigma(t)\\, s_\\theta(x_t, t) + z)^2 \\quad \\text{over pixels and batch}",
    "\\bar x = x + g^2 s_\\theta(x, t)\\, \\Delta t, \\qquad x' = \\bar x + g \\sqrt{\\Delta t}\\, z, \\qquad \\Delta t = \\tfrac{1}{1000}",
  ],
  question: {
    asked:
      "The loss stops falling after a few epochs, at about 0.07, and never comes near 0. Is that the fault of the network?",
    answer: [
      "No. The network is asked which noise was added, and nobody can know: many digits with their noises give the same x_t. What is left when the score is exact is the variance of z that x_t does not " +
        "tell. Where sigma is small that is up to 1 in the pixels of a stroke, whose own grey hides the noise; where sigma is large, z is nearly x_t / sigma, and it is almost 0. " +
        "Its mean over t is a property of the data, which no network gets below. So a loss says little of the digits: look at them, or let a judge.",
    ],
  },
  references: ["Y. Song et al. (2021), arXiv:2011.13456", "P. Vincent (2011), doi:10.1162/NECO_a_00142"],
  config,
  quick: { count: 4, steps: 10 },
  quickTraining: { epochs: 0.002, channels: 8 },
  async run({ count, steps, flow, weights, train, epochs, channels, backend, seed }, context) {
    const training = await trainingOf(context, {
      entry: "notebook",
      name: "ve",
      flags: { recipe: "ve" },
      ...{ train, epochs, channels, backend, run: weights, flag: "--weights", seed },
    });
    const networks = await context.networks();
    const drawn = await networks.draw(context, {
      weights: training.weights,
      solver: flow ? "heun" : undefined,
      ...{ count, steps, backend, seed, way: wayOf },
    });
    await context.array("samples", ndarray(drawn.images, [count, 28, 28]));
    const seen = await judged(context, await networks.judging(context, backend), drawn);
    const columns = Math.min(5, count);
    return {
      blocks: [
        ...epochBlocks(training, printed),
        {
          name: "digits",
          figure: digits({ images: drawn.images, rows: Math.ceil(count / columns), columns }),
          caption: `${count} digits by ${drawn.by}, each from noise of its own: ${drawn.cost}, on ${drawn.backend}.`,
        },
        way(drawn, steps),
      ],
      numbers: [
        ...epochNumbers(training, printed),
        speedNumber(drawn),
        pixelNumber(drawn.images, await context.digits("training")),
        ...shares(seen),
      ],
    };
  },
};
