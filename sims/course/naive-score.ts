import ndarray from "ndarray";
import { z } from "zod";
import { arraySpace, grids, normalStart } from "../../src/index.ts";
import type { Fitted } from "../learned-score/by-network.ts";
import type { LangevinLevel, LearnedLangevinInput } from "../learned-score/learned-langevin.ts";
import { scoreCard } from "../sampling/score-card.ts";
import { seed } from "../seed.ts";
import type { ScoreAtInput } from "../tasks/learned-score.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { exactDistance } from "./exact-distance.ts";
import { largeShare, lost, lostShare } from "./naive-score/ends.ts";
import { columnsFigure, endsFigure, errorFigure } from "./naive-score/figures.ts";
import { latticeOf, rootMean, squaredErrors } from "./naive-score/lattice.ts";
import { density, fitOf, least, train } from "./naive-score/train.ts";

const config = z.object({
  updates: z.int().min(10).max(100_000).default(1000).describe("updates of the weights of each network"),
  particles: z.int().min(100).max(100_000).default(2000).describe("particles of each run"),
  steps: z.int().min(12).max(100_000).default(480).describe("Langevin steps of each run"),
  seed,
});

const most = 20;
const levelCount = 12;
/** eps of plain Langevin dynamics, and over sigma^2 of the annealed one. */
const [plain, ratio] = [0.1, 0.1];

export const naiveScore: CourseEntry<typeof config> = {
  name: "naive-score",
  place: 13,
  title: "A score learned without noise",
  about:
    "A network that learns the score from the data alone is right where the data is and wrong where it is not, and that is where Langevin dynamics begins. Noise puts data everywhere; " +
    "many noise levels, from large to small, lead back.",
  lecture:
    "PHYS 777: train a score, run Langevin with it, and the figure of three columns for each noise level",
  formulas: [
    "L(\\sigma) = \\mathbb{E}\\, |\\sigma\\, s_\\theta(x_0 + \\sigma z, \\sigma) + z|^2",
    "x' = x + \\tfrac{\\varepsilon}{2} s_\\theta(x, \\sigma) + \\sqrt{\\varepsilon}\\, z",
  ],
  question: {
    asked:
      "The loss of the first network is as small as it can be made. Why does Langevin dynamics with it fail all the same?",
    answer: [
      "The loss is an average over the data: where p is small an error costs nothing. The particles start where p is small, and meet arbitrary arrows: they are led astray or stand still. With noise of the size of the " +
        "whole picture every place has data, so the score there is learned; as the noise falls the particles are where the next level has been learned.",
    ],
  },
  references: [
    "Y. Song and S. Ermon (2019), arXiv:1907.05600",
    "P. Vincent (2011), doi:10.1162/NECO_a_00142",
  ],
  config,
  quick: { updates: 60, particles: 200, steps: 48 },
  async run({ updates, particles, steps, seed }, context) {
    const [naive, levels] = await Promise.all([
      train(context, "without noise", fitOf(least, updates, seed)),
      train(context, "with noise levels", fitOf(most, updates, seed)),
    ]);
    const scoreAt = (fitted: Fitted, sigma: number, points: Float64Array) => {
      const input: ScoreAtInput = { ...fitted, sigma, points };
      return context.compute<Float64Array>("scoreAt", input);
    };
    const fine = latticeOf(least, 120);
    const compared = {
      lattice: fine,
      naive: await scoreAt(naive, least, fine.points),
      levels: await scoreAt(levels, least, fine.points),
    };
    const panels = [
      { label: "without noise", fitted: naive, sigma: least },
      ...[least, 2, 10].map((sigma) => ({ label: "with levels", fitted: levels, sigma })),
    ];
    const row = async ({ label, fitted, sigma }: (typeof panels)[0]) => {
      const [fine, coarse] = [80, 15].map((n) => latticeOf(sigma, n));
      return { label, fine, coarse, learned: await scoreAt(fitted, sigma, coarse.points) };
    };
    const rows = await Promise.all(panels.map(row));
    const points = normalStart(arraySpace({ particles, dimension: 2 }), seed, 6);
    const run = (fitted: Fitted, plan: readonly LangevinLevel[]) => {
      const input: LearnedLangevinInput = { ...fitted, levels: plan, points, first: 0, seed };
      return context.compute<Float64Array>("learnedLangevin", input);
    };
    const each = Math.floor(steps / levelCount);
    const falling = [...grids.geometric(most, least, levelCount - 1)];
    const ends = await Promise.all([
      run(naive, [{ sigma: least, eps: plain, steps: each * levelCount }]),
      run(
        levels,
        falling.map((sigma) => ({ sigma, eps: ratio * sigma * sigma, steps: each })),
      ),
    ]);
    const law = { density, noised: { schedule: { name: "edm" }, t: least }, seed };
    const card = await scoreCard(context, law, { size: particles, count: 100_000 });
    const exact = exactDistance(card);
    const numbers = (["naive", "levels"] as const).flatMap((key, k): CourseNumber[] => {
      const who = ["without noise", "with noise levels"][k];
      const errors = squaredErrors(fine, compared[key]);
      const quantities = [
        [
          "OnData",
          "sigma |error of the score| where the data is",
          { value: rootMean(errors, fine.p), error: 0 },
        ],
        [
          "Everywhere",
          "the same evenly over the window",
          { value: rootMean(errors, new Float64Array(fine.p.length).fill(1)), error: 0 },
        ],
        ["Share", "share of the large mode", largeShare(ends[k])],
        ["Lost", `share farther than ${lost} from both modes`, lostShare(ends[k])],
        ["Distance", "sliced W2 of the particles", { value: card.distance(ends[k]), error: exact.error }],
      ] as const;
      return quantities.map(([name, quantity, measured]) => ({
        key: key + name,
        quantity: `${who}: ${quantity}`,
        ...measured,
      }));
    });
    for (const [k, name] of ["langevin-naive", "langevin-levels"].entries()) {
      await context.array(name, ndarray(ends[k], [particles, 2]));
    }
    return {
      blocks: [
        `0.8 N((5, 5), I) + 0.2 N((-5, -5), I). One network sees the data with noise of ${least} only, hardly more than none; the other with noise from ${least} to ${most}. Both take ${updates} updates of 256 points.`,
        {
          name: "errors",
          figure: errorFigure(compared),
          caption: `sigma |s_theta - s|, root mean square over places of like density, at sigma = ${least}.`,
        },
        {
          name: "columns",
          figure: columnsFigure(rows),
          caption: "The noised density, its score, and the estimated one. Arrows are scaled in each panel.",
        },
        {
          name: "ends",
          figure: endsFigure(fine, ndarray(ends[0], [particles, 2]), ndarray(ends[1], [particles, 2])),
          caption: `After ${each * levelCount} Langevin steps from N(0, 36 I).`,
        },
      ],
      numbers: [
        ...numbers,
        { key: "exactDistance", quantity: "sliced W2 of exact samples (median)", ...exact },
      ],
    };
  },
};
