import ndarray from "ndarray";
import { z } from "zod";
import { takeImages } from "../../mnist/take-images.ts";
import { digits } from "../../plots/index.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { epochBlocks, epochNumbers, type Printed } from "./trained/epochs.ts";
import { runFlag, trainingFlags } from "./trained/flags.ts";
import { judged, shares } from "./trained/judged.ts";
import { speedNumber } from "./trained/speed-number.ts";
import { trainingOf } from "./trained/training-of.ts";
import { way, wayOf } from "./trained/way.ts";

/** The lecture's. */
const wanted = [1, 8];

const config = z.object({
  each: z.int().min(1).max(10_000).default(20).describe("digits to draw of each kind"),
  steps: z.int().min(2).max(100_000).default(1000).describe("steps of the sampler"),
  weights: runFlag("that of the package"),
  ...trainingFlags,
  seed,
});

/** The lecture's network is a smaller one here. */
const printed: Printed = {
  losses: [0.209856, 0.098499, 0.086069, 0.080977],
  seconds: [43, 44],
};

export const notebookConditional: CourseEntry<typeof config> = {
  name: "notebook-conditional",
  place: 15,
  title: "The notebook made conditional",
  about:
    "The network is told the digit of each image in training, so that it learns the score of one digit at a time; then it is asked for 1 and for 8. Nothing else changes.",
  lecture: "PHYS 777, the exercise: make it conditional, and ask for 1 and 8",
  formulas: [
    "L = \\mathbb{E}_{t, (x_0, y), z}\\, (\\sigma(t)\\, s_\\theta(x_t, t, y) + z)^2",
    "s_\\theta(x, t, y) \\approx \\nabla_x \\log p_t(x | y) = \\nabla_x \\log p_t(x) + \\nabla_x \\log p_t(y | x)",
  ],
  question: {
    asked:
      "Only the network has changed, and neither the loss nor the sampler mentions y. Why does it learn p(x | y), and not p(x)?",
    answer: [
      "The minimiser of a mean square is the conditional mean of the target given all that the network is told. Told x_t and t it is the score of p_t(x); told y as well it is the score of p_t(x | y). " +
        "So a label, a blurred image or half of a picture can be a condition in the same way, as long as training sees the pairs. What it cannot do: a condition that it was not trained for, or none at all, since it has no class for that.",
    ],
  },
  references: [
    "Y. Song et al. (2021), arXiv:2011.13456",
    "P. Dhariwal and A. Nichol (2021), arXiv:2105.05233",
  ],
  config,
  quick: { each: 3, steps: 8 },
  quickTraining: { epochs: 0.002, channels: 8 },
  async run({ each, steps, weights, train, epochs, channels, backend, seed }, context) {
    const training = await trainingOf(context, {
      entry: "notebook-conditional",
      name: "ve-conditional",
      flags: { recipe: "ve-conditional" },
      ...{ train, epochs, channels, backend, run: weights, flag: "--weights", seed },
    });
    const networks = await context.networks();
    const count = each * wanted.length;
    const drawn = await networks.draw(context, {
      weights: training.weights,
      label: wanted.join(),
      ...{ count, steps, backend, seed, way: wayOf },
    });
    await context.array("samples", ndarray(drawn.images, [count, 28, 28]));
    await context.array("labels", ndarray(Uint8Array.from(drawn.labels)));
    const seen = await judged(context, await networks.judging(context, backend), drawn);
    const columns = Math.min(10, each);
    const kinds = wanted.map((digit, k) => ({
      name: `digits-${digit}`,
      figure: digits({
        images: takeImages(
          drawn.images,
          Array.from({ length: each }, (_, n) => k + n * wanted.length),
        ),
        rows: Math.ceil(each / columns),
        columns,
      }),
      caption: `Asked for ${digit}: ${each} by ${drawn.by}, ${drawn.cost}, on ${drawn.backend}.`,
    }));
    return {
      blocks: [
        ...epochBlocks(training, printed),
        "The lecture's losses are those of a smaller network.",
        ...kinds,
        way(drawn, steps),
      ],
      numbers: [...epochNumbers(training, printed), speedNumber(drawn), ...shares(seen)],
    };
  },
};
