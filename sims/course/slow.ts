import { z } from "zod";
import { grids } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { spaced } from "../sampling/spaced.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { mixtureScore } from "./exercises/mixture-score.ts";
import { moving, shares } from "./two-modes/pictures.ts";
import { ridge, shareOfLargeMode } from "./two-modes/share.ts";
import { squareStart } from "./two-modes/start.ts";

const config = z.object({
  eps: z
    .number()
    .positive()
    .max(3.9)
    .default(0.1)
    .describe("step: x' = x + (eps/2) grad log p + sqrt(eps) z"),
  particles: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(20_000)
    .describe("particles, uniform on [-8, 8]^2 at the start"),
  steps: z.int().min(1).max(1_000_000).default(1000).describe("steps of each particle"),
  seed,
});

const half = 8;
/** Of [-8, 8]^2, the share beyond the ridge between the modes. */
const beyond = 1 - (2 * half + ridge) ** 2 / (8 * half ** 2);

export const slow: CourseEntry<typeof config> = {
  name: "slow",
  place: 3,
  title: "Langevin dynamics is slow",
  about:
    "Two far modes with the weights 0.8 and 0.2. Each particle finds the mode that it is drawn to from its start and stays: the shares are those of the start, not those of the law.",
  lecture: "PHYS 777, Langevin dynamics takes long to converge",
  formulas: [
    "p = 0.8\\, \\mathcal{N}((5,5), I) + 0.2\\, \\mathcal{N}((-5,-5), I)",
    "x' = x + \\frac{\\varepsilon}{2} \\nabla \\log p(x) + \\sqrt{\\varepsilon}\\, z",
  ],
  question: {
    asked:
      "The score of this density is exact, and the weights 0.8 and 0.2 are in its formula. Why do the particles not learn of them?",
    answer: [
      "Near one mode the other one is too small to be seen: there grad log p = -(x - mu), whatever the weights are. They show in the score only in a narrow strip between the modes, " +
        "where the particles of a sample almost never are.",
      "A particle gets to the other mode by climbing a barrier of log-density about 25 high: the time for that grows like exp(25). More steps do not help; noise does (the next entry).",
    ],
  },
  references: ["Song and Ermon (2019), arXiv:1907.05600, section 3.2.2"],
  config,
  quick: { particles: 4000, steps: 400 },
  exercise: mixtureScore,
  async run({ eps, particles, steps, seed }, context) {
    const grid = grids.uniform(0, (steps * eps) / 2, steps);
    const times = spaced(grid, 60);
    const run = await sampleEnsemble(
      context,
      {
        density: { name: "two-modes" },
        motion: { kind: "langevin" },
        solver: "euler-maruyama",
        grid,
        start: { points: squareStart(particles, half, seed) },
        particles,
        seed,
        times,
      },
      "Langevin dynamics",
    );
    const frames = times.map((t) => ({
      at: Math.round((2 * t) / eps),
      label: `step ${Math.round((2 * t) / eps)}`,
    }));
    const shown = { run, frames, half, trails: 4, name: "langevin" };
    const last = frame(run, times.length - 1);
    await context.array("start", frame(run, 0));
    await context.array("samples", last);
    const [before, after] = [frame(run, 0), last].map(({ data }) => shareOfLargeMode(data));
    return {
      blocks: [
        `${particles} particles, uniform on a square at the start, take ${steps} steps of eps = ${eps}. Within a few steps all are in a mode, and there they stay.`,
        moving(shown),
        shares(shown),
      ],
      numbers: [
        { key: "start", quantity: "share on the large mode's side at the start", ...before, exact: beyond },
        {
          key: "share",
          quantity: "share of the large mode at the end (its weight is 0.8)",
          ...after,
          lecture: [0.503, 0.512],
        },
      ],
    };
  },
};
