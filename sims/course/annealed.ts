import { z } from "zod";
import { extendGrid, grids, UsageError } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { moving, shares } from "./two-modes/pictures.ts";
import { shareOfLargeMode } from "./two-modes/share.ts";
import { squareStart } from "./two-modes/start.ts";

const config = z.object({
  from: z.number().positive().max(1000).default(20).describe("largest noise level"),
  to: z.number().positive().max(1000).default(1).describe("smallest noise level"),
  levels: z.int().min(2).max(1000).default(10).describe("noise levels in equal ratios"),
  corrections: z.int().min(1).max(100_000).default(100).describe("Langevin steps at each level"),
  ratio: z.number().positive().max(2).default(0.1).describe("eps = ratio sigma^2"),
  particles: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(20_000)
    .describe("particles, uniform on [-8, 8]^2 at the start"),
  seed,
});

const half = 8;

export const annealed: CourseEntry<typeof config> = {
  name: "annealed",
  place: 4,
  title: "Noise mends it: annealed Langevin dynamics",
  about:
    "The same two modes, Langevin dynamics at one noise level after the other. Where the noise is large the modes are one, and particles go from side to side; as it falls, the shares freeze near the true ones.",
  lecture: "PHYS 777, many noise levels, annealed",
  formulas: [
    "p_\\sigma = p * \\mathcal{N}(0, \\sigma^2 I), \\qquad \\sigma = \\sigma_1 > \\sigma_2 > \\dots > \\sigma_L",
    "x' = x + \\frac{\\varepsilon_i}{2} \\nabla \\log p_{\\sigma_i}(x) + \\sqrt{\\varepsilon_i}\\, z, \\qquad \\varepsilon_i = 0.1\\, \\sigma_i^2",
  ],
  question: {
    asked:
      "The share comes to 0.78 and not to 0.80. Each level is long enough to equilibrate within a mode: what is still missing?",
    answer: [
      "Exchange between the modes. At every level the right share is 0.80, but the dynamics of that level has to bring it there. At large noise, where particles cross freely, there is one broad maximum and " +
        "the sides of the line between the modes hold less than 0.80 of it on the large side; as the noise falls the balance moves to 0.80, and crossing becomes slow at the same time. The share freezes at the value of the " +
        "level where the two times meet.",
      "More steps a level move that point to smaller noise, and the share towards 0.80. Finer levels with as many steps in all do little.",
    ],
  },
  references: ["Song and Ermon (2019), arXiv:1907.05600, Algorithm 1"],
  config,
  quick: { particles: 2000 },
  async run({ from, to, levels, corrections, ratio, particles, seed }, context) {
    if (!(from > to))
      throw new UsageError({ what: "--from", got: from, expected: `a noise level above --to ${to}` });
    const sigma = grids.geometric(from, to, levels - 1);
    // a level belongs to the start of its interval: one more time ends the last
    const grid = extendGrid(sigma, to * (1 - 1e-9));
    const anneal = (corrections: number, times: readonly number[], label: string) =>
      sampleEnsemble(
        context,
        {
          density: { name: "two-modes" },
          motion: { kind: "reverse", schedule: { name: "edm" } },
          solver: "annealed-langevin",
          settings: { ratio, corrections },
          grid,
          start: { points: squareStart(particles, half, seed) },
          particles,
          seed,
          times,
        },
        label,
      );
    const run = await anneal(corrections, [...grid], "annealed Langevin dynamics");
    const last = frame(run, levels);
    const longer = await anneal(10 * corrections, [grid[levels]], "ten times as many steps");
    const frames = Array.from(grid, (_, k) => ({
      at: k * corrections,
      label: k === 0 ? "the start" : `sigma = ${sigma[k - 1].toPrecision(3)}`,
    }));
    await context.array("samples", last);
    await context.array("levels", run.frames);
    const shown = { run, frames, half: 25, trails: 0, name: "annealed" };
    return {
      blocks: [
        `${particles} particles go through ${levels} levels from ${from} to ${to}, ${corrections} steps at each.`,
        moving(shown),
        shares(shown),
      ],
      numbers: [
        {
          key: "share",
          quantity: "share of the large mode at the end (its weight is 0.8)",
          ...shareOfLargeMode(last.data),
          lecture: [0.779, 0.785],
        },
        {
          key: "longer",
          quantity: "the same with ten times as many steps a level",
          ...shareOfLargeMode(longer.frames.data),
        },
      ],
    };
  },
};
