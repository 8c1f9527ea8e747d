import ndarray from "ndarray";
import { z } from "zod";
import { seed } from "../seed.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { type LineComponent, type LineMixture, lineMixture } from "./line-mixture.ts";
import { type Batch, estimatedLosses, estimatedSlopes } from "./score-matching/estimates.ts";
import { lossFigure, scoreFigure } from "./score-matching/figures.ts";
import { explicitByQuadrature, fisherInformation, lossesOf, minimiser } from "./score-matching/losses.ts";

const config = z.object({
  sigma: z.number().min(0.05).max(10).default(0.5).describe("noise of x = x0 + sigma z"),
  samples: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(100_000)
    .describe("points that the losses are estimated from"),
  seed,
});

const components: readonly LineComponent[] = [
  { weight: 0.6, mean: -2, deviation: 0.5 },
  { weight: 0.4, mean: 1.5, deviation: 0.8 },
];
const forms = ["explicit", "implicit", "denoising"] as const;

export interface BatchInput {
  readonly components: readonly LineComponent[];
  readonly sigma: number;
  readonly samples: number;
  readonly seed: bigint;
}

const about: Readonly<Record<(typeof forms)[number], string>> = {
  explicit: "explicit loss of the best line",
  implicit: "implicit loss of the best line",
  denoising: "denoising loss of the best line",
};

function numbersOf(law: LineMixture, information: number, batch: Batch): CourseNumber[] {
  const line = minimiser(law);
  const exact = lossesOf(law, line, information);
  const losses = estimatedLosses(law, line, batch);
  const slopes = estimatedSlopes(law, batch);
  return [
    ...forms.map((form) => ({ key: form, quantity: about[form], ...losses[form], exact: exact[form] })),
    {
      key: "explicitByQuadrature",
      quantity: "the explicit loss by quadrature over its definition",
      value: explicitByQuadrature(law, line),
      error: 0,
      exact: exact.explicit,
    },
    ...forms.map((form) => ({
      key: `${form}Slope`,
      quantity: `slope that minimises the estimated ${form} loss`,
      ...slopes[form],
      exact: line.a,
    })),
  ];
}

export const scoreMatching: CourseEntry<typeof config> = {
  name: "score-matching",
  place: 5,
  title: "Three losses, one score",
  about:
    "The explicit loss needs the score that is sought; the implicit and the denoising one need data only, and differ from it by a constant. For a line as the " +
    "model and a mixture as the law all three are exact numbers.",
  lecture: "PHYS 777, score matching and its forms that need data only",
  formulas: [
    "L_{\\text{explicit}} = \\mathbb{E}\\,|s(x) - \\nabla \\log p_\\sigma(x)|^2, \\qquad x = x_0 + \\sigma z",
    "L_{\\text{implicit}} = \\mathbb{E}\\,[\\,|s(x)|^2 + 2\\,\\nabla \\cdot s(x)] = L_{\\text{explicit}} - \\mathbb{E}\\,|\\nabla \\log p_\\sigma|^2",
    "L_{\\text{denoising}} = \\mathbb{E}\\,|s(x_0 + \\sigma z) + z / \\sigma|^2 = L_{\\text{implicit}} + d / \\sigma^2",
  ],
  question: {
    asked:
      "The three losses have the same minimum. Why would one not train with the denoising one at a very small sigma, where the law is nearly that of the data?",
    answer: [
      "Its constant d / sigma^2 is not the trouble, for a constant has no gradient; the variance is: the target -z / sigma grows as 1 / sigma, so the gradient of a batch drowns in noise. " +
        "Try --sweep sigma=0.05,0.2,1: the error of the slope grows as the noise falls. And where sigma is small, few points lie between the modes, so that nothing says there what the score is.",
    ],
  },
  references: [
    "Hyvarinen (2005), https://jmlr.org/papers/v6/hyvarinen05a.html",
    "Vincent (2011), doi:10.1162/NECO_a_00142",
  ],
  config,
  quick: { samples: 20_000 },
  async run({ sigma, samples, seed }, context) {
    const law = lineMixture(components, sigma);
    const input: BatchInput = { components, sigma, samples, seed };
    const batch = await context.compute<Batch>("noisedBatch", input);
    await context.array("x", ndarray(batch.x, [samples, 1]));
    await context.array("z", ndarray(batch.z, [samples, 1]));
    const information = fisherInformation(law);
    return {
      blocks: [
        `The data is 0.6 N(-2, 0.5^2) + 0.4 N(1.5, 0.8^2), the noise sigma = ${sigma}, the model a line s(x) = a x + b. Three curves of one shape: what lies between them does not ` +
          "depend on the line, so their minima are at one place. The points are what a batch says, with its errors.",
        {
          name: "losses",
          figure: lossFigure(law, information, batch),
          caption:
            "The losses of lines through the mean of the data against their slope; estimates from the first 2000 points.",
        },
        "The best line is the score of the Gaussian that has the mean and the variance of the noised law: a line cannot see two modes. Its explicit loss is what is left, E |grad log p|^2 - 1/v.",
        {
          name: "scores",
          figure: scoreFigure(law),
          caption: "The noised density, its score, and the best line.",
        },
      ],
      numbers: numbersOf(law, information, batch),
    };
  },
};
