import ndarray from "ndarray";
import { z } from "zod";
import { checkWish } from "../../mnist/check-wish.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { digits } from "../../plots/index.ts";
import { backendFlag } from "../backend-flag.ts";
import type { DigitsAsked } from "../networks.ts";
import { seed } from "../seed.ts";
import type { Context } from "../simulation.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { judged, shares } from "./trained/judged.ts";

const config = z.object({
  count: z.int().min(10).max(10_000).default(100).describe("digits to draw in each way, 0 to 9 in turn"),
  w: z.number().min(0).max(20).default(1).describe("strength of the guidance"),
  steps: z.int().min(2).max(1000).default(9).describe("steps of Heun's method"),
  weights: z.string().min(1).optional().meta({
    metavar: "file",
    description: "weights.safetensors of a training of the recipe edm; those of the package unless told",
  }),
  backend: backendFlag,
  seed,
});

/** Digits that a page shows of each way. */
const shown = 20;

const waysOf = (w: number) =>
  [
    { key: "label", who: "the label as an input", asked: { guide: "labels", guidance: 0 } },
    { key: "classifier", who: "classifier guidance", asked: { guide: "classifier", guidance: w } },
    { key: "free", who: "classifier-free guidance", asked: { guide: "labels", guidance: w } },
  ] as const;

/** Refuses a network that one of the ways is not open to, before another has drawn. */
async function checkWays(context: Context, weights: string, ways: ReturnType<typeof waysOf>): Promise<void> {
  const { recipe } = decodeNetwork(await context.input(weights, "--weights"), weights);
  for (const { asked } of ways) {
    checkWish(recipe, Array(10).keys(), asked.guidance, asked.guide === "classifier");
  }
}

export const threeConditions: CourseEntry<typeof config> = {
  name: "three-conditions",
  place: 17,
  title: "Three ways to ask for a digit",
  about:
    "The label as an input of the network, the gradient of a classifier of noisy digits, and the difference of the network with the label and without: the same labels and the same noise for all three.",
  lecture: "PHYS 777: label as input, classifier guidance, classifier-free guidance",
  formulas: [
    "\\text{label:} \\quad s = s_\\theta(x, \\sigma, y)",
    "\\text{classifier:} \\quad s = s_\\theta(x, \\sigma) + (1 + w)\\, \\nabla_x \\log p_\\phi(y | x, \\sigma)",
    "\\text{classifier-free:} \\quad s = (1 + w)\\, s_\\theta(x, \\sigma, y) - w\\, s_\\theta(x, \\sigma)",
  ],
  question: {
    asked:
      "With exact networks the second and the third line are the same. What do they sample, and is it p(x | y) sharpened, p(x) p(y | x)^(1 + w)?",
    answer: [
      "Both are the score of p_t(x) p_t(y | x)^(1 + w) at each noise level, each law for itself. But these laws are not the ones that the diffusion of p(x) p(y | x)^(1 + w) would pass through: noise and power do not " +
        "commute. So for w > 0 neither samples the sharpened law, even with exact scores; langevin run guidance shows what they sample. Their practical differences: the classifier has to be trained on noisy images, and " +
        "its gradient costs a pass backwards; without it, the network is asked twice.",
    ],
  },
  references: [
    "P. Dhariwal and A. Nichol (2021), arXiv:2105.05233",
    "J. Ho and T. Salimans (2022), arXiv:2207.12598",
  ],
  config,
  quick: { count: 10 },
  async run({ count, w, steps, weights, backend, seed }, context) {
    const ways = waysOf(w);
    if (weights !== undefined) await checkWays(context, weights, ways);
    const networks = await context.networks();
    const judging = await networks.judging(context, backend);
    const all: DigitsAsked = { weights, count, solver: "heun", label: "all", steps, backend, seed };
    const results = [];
    for (const { key, who, asked } of ways) {
      const drawn = await networks.draw(context, { ...all, ...asked });
      await context.array(key, ndarray(drawn.images, [count, 28, 28]));
      const seen = await judged(context, judging, drawn);
      const passes: CourseNumber = {
        key: `${key}Passes`,
        quantity: `${who}: passes of the network a digit`,
        value: drawn.passes,
        error: 0,
      };
      results.push({ key, who, drawn, numbers: [...shares(seen, key, who), passes] });
    }
    const few = Math.min(shown, count);
    return {
      blocks: [
        `${count} digits in each way, 0 to 9 in turn, by Heun's method in ${steps} steps; digit n begins in the same noise in all three. w = ${w}.`,
        ...results.map(({ key, who, drawn }) => ({
          name: key,
          figure: digits({ images: drawn.images, rows: Math.ceil(few / 10), columns: Math.min(10, few) }),
          caption: `${who[0].toUpperCase()}${who.slice(1)}: ${drawn.by}; ${drawn.cost}.`,
        })),
        "The judge is a classifier that was trained on real digits without noise; it is not the one that guides.",
      ],
      numbers: results.flatMap(({ numbers }) => numbers),
    };
  },
};
