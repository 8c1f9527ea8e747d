import { z } from "zod";
import { arraySpace, grids } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { seed } from "../seed.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { exactMeanEnergy, gibbsLaw } from "./gibbs/law.ts";
import { cooling, gibbsFigures, type Sampled } from "./gibbs/pictures.ts";

const config = z.object({
  energy: z.string().max(2000).default("(x^2-1)^2").describe("energy E over x, or over x and y"),
  temperatures: z
    .string()
    .regex(/^\s*\d*\.?\d+(\s*,\s*\d*\.?\d+){0,5}\s*$/, "one to six positive numbers with commas between them")
    .default("0.1,0.3,1")
    .describe("temperatures T, with commas between them"),
  particles: z.int().min(100).max(1_000_000).default(20_000).describe("independent chains"),
  steps: z.int().min(1).max(100_000).default(500).describe("steps of each chain"),
  eps: z
    .number()
    .positive()
    .max(10)
    .default(0.05)
    .describe("step in units of T; MALA keeps the law exact at any"),
  spread: z.number().min(0).max(1000).default(0.5).describe("standard deviation of the normal start"),
  seed,
});
type Config = z.infer<typeof config>;

/** Mean and standard error of E over samples of its law at T. */
function meanEnergy({ law: { density, temperature }, points }: Sampled): { value: number; error: number } {
  const n = points.length / density.dimension;
  const space = arraySpace({ particles: n, dimension: density.dimension });
  const E = space.evaluate(density.logDensity, [], space.scratch(1), points).map((l) => -temperature * l);
  const value = E.reduce((sum, e) => sum + e, 0) / n;
  const variance = E.reduce((sum, e) => sum + (e - value) ** 2, 0) / n;
  return { value, error: Math.sqrt(variance / n) };
}

const numbersOf = (sampled: Sampled, k: number): CourseNumber[] => {
  const {
    law: { temperature: T, logZ },
    meanEnergy: exact,
  } = sampled;
  return [
    { key: `Z${k + 1}`, quantity: `Z at T = ${T}, by quadrature`, value: Math.exp(logZ), error: 0 },
    { key: `energy${k + 1}`, quantity: `mean energy at T = ${T}, sampled`, ...meanEnergy(sampled), exact },
  ];
};

/** Temperatures from the largest to the smallest, in equal ratios. */
const falling = (all: readonly number[], n = 30): number[] => {
  const [low, high] = [Math.min(...all), Math.max(...all, 1.01 * Math.min(...all))];
  return Array.from({ length: n }, (_, k) => high * (low / high) ** (k / (n - 1)));
};

export const gibbs: CourseEntry<typeof config> = {
  name: "gibbs",
  place: 1,
  title: "The Gibbs law",
  about:
    "An energy that you type makes a density, exp(-E/T)/Z. The temperature says how much the energy counts; Z, an integral over everything, is what one cannot have in many dimensions.",
  lecture: "PHYS 777, Gibbs law",
  formulas: [
    "p(x) = \\frac{1}{Z}\\, e^{-E(x)/T}, \\qquad Z = \\int e^{-E(x)/T}\\, dx",
    "\\langle E \\rangle = -\\frac{\\partial \\log Z}{\\partial (1/T)}",
  ],
  question: {
    asked: "What becomes of p as T goes to 0, and as T goes to infinity? Where in the picture is Z?",
    answer: [
      "At T = 0 all of p sits in the lowest minimum, however little lower it is; at large T the energy counts for nothing and p spreads until the walls of E hold it. Z is the area that every curve was " +
        "divided by: it shifts log p by a constant, so it is gone from grad log p = -grad E/T, and whatever moves by the score never needs it.",
    ],
  },
  references: ["Roberts and Tweedie (1996), doi:10.2307/3318418"],
  config,
  quick: { particles: 4000, steps: 300 },
  async run({ energy, temperatures, particles, steps, eps, spread, seed }: Config, context) {
    const asked = temperatures.split(",").map(Number);
    const laws = await Promise.all(asked.map((T) => gibbsLaw(energy, T)));
    const sampled: Sampled[] = [];
    for (const law of laws) {
      const grid = grids.uniform(0, (steps * eps * law.temperature) / 2, steps);
      const run = await sampleEnsemble(
        context,
        {
          density: { energy, temperature: law.temperature },
          motion: { kind: "langevin" },
          solver: "mala",
          grid,
          start: { deviation: spread },
          particles,
          seed,
          times: [grid[steps]],
        },
        `T = ${law.temperature}`,
      );
      await context.array(`samples-${sampled.length + 1}`, frame(run, 0));
      const points = run.frames.data;
      sampled.push({ law, points, meanEnergy: await exactMeanEnergy(energy, law.temperature) });
    }
    const { window } = laws[0].density;
    const moving =
      window.length === 1
        ? [cooling(await Promise.all(falling(asked).map((T) => gibbsLaw(energy, T))), window[0])]
        : [];
    return {
      blocks: [
        `The energy is E = ${energy}. Each law is sampled by Langevin dynamics that accepts or rejects its steps (MALA), which does not need Z; the curves do.`,
        ...gibbsFigures(sampled),
        ...moving,
      ],
      numbers: sampled.flatMap(numbersOf),
    };
  },
};
