import { z } from "zod";
import { trajectories } from "../../plots/index.ts";
import { densityGrid, grids, moments } from "../../src/index.ts";
import { gaussianOf } from "../../toy-distributions/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { spaced } from "../sampling/spaced.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { langevinUpdate } from "./exercises/langevin-update.ts";

const config = z.object({
  eps: z.number().positive().max(3.9).default(0.5).describe("step: x' = x - (eps/2T) grad E + sqrt(eps) z"),
  temperature: z.number().min(0.1).max(10).default(1).describe("T of exp(-E/T); eps has to be below 4T"),
  particles: z.int().min(100).max(1_000_000).default(100_000).describe("independent chains"),
  steps: z.int().min(1).max(100_000).default(100).describe("steps of each chain"),
  seed,
});

/** All particles start in one point, far out, so that the way to the law is seen. */
const at = [4, 4];
const standard = {
  mean: [0, 0],
  covariance: [
    [1, 0],
    [0, 1],
  ],
};
const window = [
  [-5, 5],
  [-5, 5],
] as const;
/** Particles of the animation: the first ones. */
const shown = 500;

export const langevin: CourseEntry<typeof config> = {
  name: "langevin",
  place: 2,
  title: "The Langevin update",
  about:
    "The update with step eps and temperature T moves particles from one point into the Gibbs law of E = |x|^2/2. At rest its variance is a little too large: " +
    "the step is finite, and nothing corrects it.",
  lecture: "PHYS 777, Gibbs law and Langevin update",
  formulas: [
    "x' = x - \\frac{\\varepsilon}{2T} \\nabla E(x) + \\sqrt{\\varepsilon}\\, z, \\qquad z \\sim \\mathcal{N}(0, I)",
    "E = \\tfrac12 x^2: \\qquad \\langle x^2 \\rangle = \\frac{T}{1 - \\varepsilon / 4T}",
  ],
  question: {
    asked:
      "The variance is too large by the factor 1/(1 - eps/4T), however long the chain runs. What would mend it, and at what price?",
    answer: [
      "A smaller step: the error falls in proportion to eps, the number of steps that the chain needs grows as 1/eps. Or a test after each step that accepts or rejects " +
        "it (Metropolis): MALA keeps the law exact at any eps, and pays with rejections. Or a scheme whose error is of higher order at the same price, such as Leimkuhler and Matthews', " +
        "which is exact here.",
    ],
  },
  references: [
    "Roberts and Tweedie (1996), doi:10.2307/3318418",
    "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010",
  ],
  config,
  quick: { particles: 5000 },
  exercise: langevinUpdate,
  async run({ eps, temperature: T, particles, steps, seed }, context) {
    const grid = grids.uniform(0, (steps * eps) / 2, steps);
    const spec: SampleSpec = {
      density: { ...standard, temperature: T },
      motion: { kind: "langevin" },
      solver: "euler-maruyama",
      grid,
      start: { deviation: 0, at },
      particles,
      seed,
      times: [grid[steps]],
    };
    const run = await sampleEnsemble(context, spec, "Langevin dynamics");
    const times = spaced(grid, 80);
    const few = await sampleEnsemble(
      context,
      { ...spec, particles: shown, times },
      "the first of them on their way",
    );
    await context.array("samples", frame(run, 0));
    await context.array("trajectories", few.frames);
    const { covariance, varianceError, mean, meanError } = moments(run.frames.data, 2);
    // each step takes x to a x + sqrt(eps) z
    const a = 1 - eps / (2 * T);
    const rest = T / (1 - eps / (4 * T));
    const law = gaussianOf({
      mean: [0, 0],
      covariance: [
        [T, 0],
        [0, T],
      ],
    });
    const figure = trajectories({
      frames: times.map((t, k) => ({ label: `step ${Math.round((2 * t) / eps)}`, points: frame(few, k) })),
      density: densityGrid(law.logDensity, [], window),
      window,
      name: "langevin",
    });
    return {
      blocks: [
        `${particles} particles start in (4, 4) and take ${steps} steps of eps = ${eps} at T = ${T}. The force draws them to the minimum of E, the noise keeps them apart; ` +
          "after a while the cloud stands still, though every particle goes on moving. Shading: the law that it should have.",
        { name: "trajectories", figure, caption: `${shown} of the particles, with the paths of four.` },
      ],
      numbers: [
        {
          key: "variance",
          quantity: `variance of the chain at rest, eps = ${eps}, T = ${T}`,
          value: (covariance[0][0] + covariance[1][1]) / 2,
          error: Math.hypot(varianceError[0], varianceError[1]) / 2,
          lecture: rest,
          exact: rest * (1 - a ** (2 * steps)),
        },
        {
          key: "mean",
          quantity: "mean of a coordinate",
          value: (mean[0] + mean[1]) / 2,
          error: Math.hypot(meanError[0], meanError[1]) / 2,
          exact: 4 * a ** steps,
        },
      ],
    };
  },
};
