import { z } from "zod";
import { moments, schedules } from "../../src/index.ts";
import { swissRoll as roll } from "../../toy-distributions/index.ts";
import { frame } from "../sampling/ensemble.ts";
import { numbersOf } from "../sampling/grid-values.ts";
import { exactMoments } from "../sampling/quadrature.ts";
import { seed } from "../seed.ts";
import type { Context } from "../simulation.ts";
import { animation, rows } from "../swiss-roll/pictures.ts";
import { spiralDistance } from "../swiss-roll/spiral.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { reverseStep } from "./exercises/reverse-step.ts";

const config = z.object({
  particles: z.int().min(100).max(100_000).default(4000).describe("particles of the reverse run"),
  seed,
});

/** Where the reverse run ends: alpha and sigma there. */
const end = { alpha: schedules.vp.alpha(1e-5), sigma: schedules.vp.sigma(1e-5) };

/** The mean square distance of exact samples to the spiral, 20,000 of them. */
async function exactDistance(context: Context, seed: bigint) {
  const noised = { schedule: { name: "vp" }, t: 1e-5 };
  const law = { density: { name: "swiss-roll" }, noised, seed, first: 0, count: 20_000 };
  return spiralDistance(await context.compute<Float64Array>("exact", law));
}

/** The variances of the reverse run's end beside those of the data, by quadrature over its density. */
function varianceNumbers(points: Float64Array): CourseNumber[] {
  const law = roll.diffused(end.sigma / end.alpha);
  const exact = exactMoments(law, numbersOf(law, end), roll.window);
  const { covariance, varianceError } = moments(points, 2);
  return ["x", "y"].map((letter, j) => ({
    key: `variance${letter.toUpperCase()}`,
    quantity: `variance of ${letter} at the end of the reverse run`,
    value: covariance[j][j],
    error: varianceError[j],
    ...(exact !== undefined && { exact: exact.variance[j] }),
  }));
}

export const swissRoll: CourseEntry<typeof config> = {
  name: "swiss-roll",
  place: 6,
  title: "The Swiss roll in three rows",
  about:
    "The forward law from the data to N(0, I), the particles of the reverse run, and the drift of the reverse run as arrows, at t = 0, T/2 and T; all with the exact score.",
  lecture: "Machine learning in physics, lecture 26: the Swiss roll",
  formulas: [
    "dx = -\\tfrac12 \\beta(t)\\, x\\, dt + \\sqrt{\\beta(t)}\\, dW",
    "dx = \\left[ -\\tfrac12 \\beta(t)\\, x - \\beta(t)\\, \\nabla \\log p_t(x) \\right] dt + \\sqrt{\\beta(t)}\\, d\\bar{W} \\quad (\\text{back})",
    "\\mu(x, t) - x = \\left[ \\tfrac12 \\beta(t)\\, x + \\beta(t)\\, \\nabla \\log p_t(x) \\right] h",
  ],
  question: {
    asked:
      "At t = T all arrows point to the middle, at t = 0 each points to the nearest turn. When in the run is it decided to which turn of the spiral a particle goes?",
    answer: [
      "Where the noise is about as wide as the gap between two turns. Before that p_t does not know of turns; after it each turn has a valley of its own that the noise no longer lets a particle leave. That window is " +
        "short: in the animation it is the last third of the way back. A grid of time steps should be dense there, which is what noise levels in equal ratios do.",
    ],
  },
  references: ["Sohl-Dickstein et al. (2015), arXiv:1503.03585", "Song et al. (2021), arXiv:2011.13456"],
  config,
  quick: { particles: 500 },
  exercise: reverseStep,
  async run({ particles, seed }, context) {
    const engine = "auto";
    // the course writes the figures of what it shows
    const silent: Context = { ...context, figure: async () => {} };
    const { run, ...pictures } = await rows(silent, { seed, engine, particles });
    const story = await animation(silent, { seed, engine });
    const { data } = frame(run, 0);
    const [ours, exact] = [spiralDistance(data), await exactDistance(context, seed)];
    return {
      blocks: [pictures, story],
      numbers: [
        {
          key: "distance",
          quantity: `root mean square distance of the reverse run to the spiral (exact samples: ${exact.value.toPrecision(3)})`,
          value: ours.value,
          error: Math.hypot(ours.error, exact.error),
        },
        ...varianceNumbers(data),
      ],
    };
  },
};
