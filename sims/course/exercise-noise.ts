import ndarray from "ndarray";
import { z } from "zod";
import { digits as digitsFigure } from "../../plots/index.ts";
import { type ScheduleSpec, scheduleOf } from "../../src/index.ts";
import { seed } from "../seed.ts";
import type { NoisedImagesInput } from "../tasks/noised-images.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { batchOfDigits } from "./exercise-noise/batch-of-digits.ts";
import { type NoisedMoments, noisedMoments } from "./exercise-noise/noise-of-batch.ts";
import { noisedDigits } from "./exercises/noised-digits.ts";

const config = z.object({
  T: z.int().min(10).max(2000).default(300).describe("steps of the discrete schedule, beta 1e-4 to 0.02"),
  seed,
});

/** The lecture's, as shares of the way. */
const times = [0, 0.25, 0.5, 0.75, 1];
const side = 10;

/** Each time as a row, on its own scale of grey: from two standard deviations below the mean to two above, or as it is. */
function picture(x: Float64Array, moments: readonly NoisedMoments[]) {
  const size = x.length / times.length;
  const images = x.map((value, i) => {
    const { exactMean, exactVariance } = moments[Math.floor(i / size)];
    const reach = Math.max(1, 2 * Math.sqrt(exactVariance));
    return (value - exactMean * Number(reach > 1)) / (2 * reach) + 0.5;
  });
  return digitsFigure({ images, rows: times.length, columns: side });
}

export const exerciseNoise: CourseEntry<typeof config> = {
  name: "exercise-noise",
  place: 11,
  title: "Noise on a batch of digits",
  about:
    "One digit of each kind at five times of two diffusions: variance exploding, where the signal stays and the noise grows to 50, and the discrete one of the second lecture, where " +
    "the variance keeps its scale.",
  lecture: "PHYS 777, the exercise: add noise to a small batch of digits and show it at several t",
  formulas: [
    "x_t = \\alpha(t)\\, x_0 + \\sigma(t)\\, z, \\qquad z \\sim \\mathcal{N}(0, I)",
    "\\text{VE:} \\quad \\alpha = 1, \\quad \\sigma = 0.01 \\cdot 5000^{t} \\qquad \\text{DDPM:} \\quad \\alpha = \\sqrt{\\bar\\alpha_{tT}}, \\quad \\sigma = \\sqrt{1 - \\bar\\alpha_{tT}}",
    "\\langle x_t \\rangle = \\alpha\\, m, \\qquad \\mathrm{Var}\\, x_t = \\alpha^2 v + \\sigma^2",
  ],
  question: {
    asked:
      "At t = 0.5 the variance-exploding digits have sigma = 0.71 and can be read; at t = 1 nobody can read them. At which sigma does a digit stop being one?",
    answer: [
      "The eye adds up neighbouring pixels, and so does a network: the signal of a stroke of n pixels grows as n, the noise as the root of n. With some hundred pixels of ink a digit is told from another to sigma of about " +
        "three or four, far beyond the scale of its pixels. That is why sigma has to go to 50 before N(0, 50^2) is a good prior, and why most of the steps at large sigma decide little.",
    ],
  },
  references: ["Song et al. (2021), arXiv:2011.13456", "Ho et al. (2020), arXiv:2006.11239"],
  config,
  quick: {},
  exercise: noisedDigits,
  async run({ T, seed }, context) {
    const images = batchOfDigits(await context.digits("training"));
    const schedules: readonly (ScheduleSpec & { readonly label: string })[] = [
      { name: "ve", label: "VE" },
      { name: "ddpm", T, label: "DDPM" },
    ];
    const rows = schedules.map(async ({ label, ...schedule }) => {
      const input: NoisedImagesInput = { schedule, times, images, seed };
      const x = await context.compute<Float64Array>("noisedImages", input);
      await context.array(label.toLowerCase(), ndarray(x, [times.length, side, 28, 28]));
      const { end, alpha, sigma } = scheduleOf(schedule);
      const moments = times.map((t, k) =>
        noisedMoments(
          { alpha, sigma },
          t * end,
          images,
          x.subarray(k * images.length, (k + 1) * images.length),
        ),
      );
      const numbers = moments.flatMap(({ mean, variance, exactMean, exactVariance }, k): CourseNumber[] => [
        {
          key: `${label.toLowerCase()}Mean${100 * times[k]}`,
          quantity: `${label}, t = ${times[k]}: mean of a pixel`,
          ...mean,
          exact: exactMean,
        },
        {
          key: `${label.toLowerCase()}Variance${100 * times[k]}`,
          quantity: `${label}, t = ${times[k]}: variance of a pixel`,
          ...variance,
          exact: exactVariance,
        },
      ]);
      return { label, x, moments, numbers };
    });
    const both = await Promise.all(rows);
    return {
      blocks: [
        "One image of each digit from the training set, pixels from -1 to 1; rows are t = 0, 0.25, 0.5, 0.75 and 1, with noise of their own.",
        ...both.map(({ label, x, moments }) => ({
          name: label.toLowerCase(),
          figure: picture(x, moments),
          caption: `${label}. Each row on its own scale of grey: two standard deviations to each side.`,
        })),
        "Mean and variance over the 7,840 pixels of the batch, beside what the formula gives for this batch; the errors are those of the noise.",
      ],
      numbers: both.flatMap(({ numbers }) => numbers),
    };
  },
};
