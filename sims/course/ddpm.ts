import ndarray from "ndarray";
import { z } from "zod";
import { pixels } from "../../mnist/data.ts";
import { moments } from "../../mnist/frechet-distance.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import { html, mathml } from "../../plots/index.ts";
import { judgeAll } from "../evaluation/judging.ts";
import { seed } from "../seed.ts";
import type { Context } from "../simulation.ts";
import { alphaBarNumbers } from "./ddpm/alpha-bar.ts";
import { contest, contestFigure, contestNumbers } from "./ddpm/contestant.ts";
import { lossFigure } from "./ddpm/loss-figure.ts";
import { timeWords } from "./ddpm/time-words.ts";
import type { CourseEntry } from "./entry.ts";
import { checkRun } from "./trained/check-run.ts";
import { runFlag, trainingFlags } from "./trained/flags.ts";
import type { Training } from "./trained/training.ts";
import { trainingOf } from "./trained/training-of.ts";

const config = z.object({
  count: z
    .int()
    .min(10)
    .max(10_000)
    .default(64)
    .describe("digits that each network draws; a page has 16 of them"),
  steps: z.int().min(2).max(300).default(300).describe("steps of the sampler, of the 300 of the training"),
  tests: z
    .int()
    .min(200)
    .max(10_000)
    .default(10_000)
    .describe("test images that the Frechet distance is measured to"),
  simple: runFlag("the SimpleUNet of the package"),
  digits: runFlag("the U-Net of the package"),
  ...trainingFlags,
  seed,
});

/** The lecture's network first: it sets the time. */
async function trainings(
  context: Context,
  asked: z.infer<typeof config>,
): Promise<[simple: Training, digits: Training]> {
  const { train, epochs, channels, backend, seed } = asked;
  // said before the first of them is trained
  checkRun(asked, asked.digits, "--digits");
  const common = { entry: "ddpm", train, channels, backend, seed };
  const simple = await trainingOf(context, {
    ...common,
    name: "ddpm-simple",
    flags: { recipe: "ddpm" },
    epochs,
    ...{ run: asked.simple, flag: "--simple", beside: { digits: asked.digits } },
  });
  const minutes = Number((simple.seconds / 60).toPrecision(3));
  const digits = await trainingOf(context, {
    ...common,
    name: "ddpm-digits",
    flags: { recipe: "ddpm", network: "digits", minutes },
    ...{ run: asked.digits, flag: "--digits", beside: { simple: asked.simple } },
  });
  return [simple, digits];
}

export const ddpm: CourseEntry<typeof config> = {
  name: "ddpm",
  place: 16,
  title: "DDPM, and the network that it needs",
  about:
    "The loop of the second lecture with its own small network, and with a U-Net: 300 steps, the noise predicted, ancestral sampling. And what is " +
    "left of the signal where sampling begins without any.",
  lecture: "Machine learning in physics, Oslo: DDPM on MNIST, 16 samples as 4 x 4; it prints no results",
  formulas: [
    "x_t = \\sqrt{\\bar\\alpha_t}\\, x_0 + \\sqrt{1 - \\bar\\alpha_t}\\, \\varepsilon, \\qquad L = \\mathbb{E}\\, (\\varepsilon - \\varepsilon_\\theta(x_t, t / T))^2",
    "x_{t-1} = \\frac{1}{\\sqrt{\\alpha_t}} \\left( x_t - \\frac{\\beta_t}{\\sqrt{1 - \\bar\\alpha_t}}\\, \\varepsilon_\\theta \\right) + \\sqrt{\\beta_t}\\, z, \\qquad z = 0 \\;\\text{at the last step}",
  ],
  question: {
    asked:
      "The SimpleUNet has no level below the full picture. What it draws are strokes, and hardly one of its pictures is a digit. What can it not know?",
    answer: [
      "Four convolutions of 3 x 3 see 9 x 9 pixels. What is farther apart is decided without one knowing of the other, at each noise level; only the steps carry news, a few pixels each. A stroke is a local thing, " +
        "a digit is not. A U-Net halves the picture, and on the coarse level 9 x 9 pixels are all of it. The loss hardly tells: most of it is local.",
    ],
  },
  references: [
    "J. Ho, A. Jain and P. Abbeel (2020), arXiv:2006.11239",
    "O. Ronneberger, P. Fischer and T. Brox (2015), arXiv:1505.04597",
    "M. Heusel et al. (2017), arXiv:1706.08500",
  ],
  config,
  quick: { count: 10, steps: 10, tests: 200 },
  quickTraining: { epochs: 0.002, channels: 8 },
  async run(asked, context) {
    const { count, steps, tests, backend, seed } = asked;
    const [simple, digits] = await trainings(context, asked);
    const networks = await context.networks();
    const judging = await networks.judging(context, backend);
    const { images } = await context.digits("test");
    context.progress("judging test images", 0, 1);
    const { features } = await judgeAll(context, judging, images.slice(0, tests * pixels));
    context.progress("judging test images", 1, 1);
    const task = {
      judging,
      reference: moments(features, judgeFeatures),
      asked: { count, steps, backend, seed },
    };
    const both = [
      await contest(context, { key: "simple", who: "SimpleUNet", training: simple }, task),
      await contest(context, { key: "digits", who: "U-Net", training: digits }, task),
    ];
    for (const { key, drawn } of both) await context.array(key, ndarray(drawn.images, [count, 28, 28]));
    return {
      blocks: [
        html`A warning first. ${mathml("\\bar\\alpha_{300} = 0.048")}: the last state of the training keeps 22 % of the signal, and the sampler begins without it, in ${mathml("\\mathcal{N}(0, I)")}, which the network has never seen at that step. With 1000 steps of the same beta 0.6 % are left. The entry elbo has what this costs: 17.9 nats an image.`,
        ...both.map(contestFigure),
        `Clamped to -1 and 1 as in the lecture. ${timeWords(both)}`,
        {
          name: "loss",
          figure: lossFigure(both),
          caption: "The same loss of both, means of a hundred steps, against the time that the steps took.",
        },
      ],
      numbers: [...alphaBarNumbers, ...both.flatMap(contestNumbers)],
    };
  },
};
