import { z } from "zod";
import { type Figure, lines, type NamedFigure } from "../../plots/index.ts";
import { grids, histogram, moments } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { seed } from "../seed.ts";
import type { CourseEntry } from "./entry.ts";
import { movingLines } from "./moving-lines.ts";
import { chainVariance } from "./small-steps/chain-moments.ts";
import { data, densityAt, lattice, variance } from "./small-steps/data.ts";
import { type Kernel, reverseKernel } from "./small-steps/kernel.ts";

const config = z.object({
  particles: z.int().min(100).max(1_000_000).default(20_000).describe("particles of each reverse run"),
  seed,
});

/** Steps of the runs, and up to how many of them the chain's law is computed by quadrature. */
const runs = [1, 2, 5, 10, 100, 1000];
const most = 100;
/** Noise that the shown kernels lead to, the variances of their steps, and where they start: between the modes. */
const [s, betas, between] = [0.05, [0.02, 0.2, 0.8], 0.15];

function kernelFigure(kernels: readonly Kernel[]): Figure {
  return lines({
    x: { label: "x after the step" },
    panels: kernels.map(({ x, exact, gaussian }, k) => {
      const near = (values: Float64Array) => values.filter((_, i) => Math.abs(x[i]) < 2.8);
      return {
        y: { label: k === 0 ? "density" : "" },
        series: [
          { label: "exact kernel", x: near(x), y: near(exact), name: "truth" },
          { label: "its Gaussian", x: near(x), y: near(gaussian), name: "reverse-sde" },
        ],
      };
    }),
  });
}

/** The histogram of each run over the data's density, one after the other. */
function runsFigure(ends: readonly Float64Array[]): NamedFigure {
  const axis = { low: -3, high: 3, cells: 60 };
  const x = lattice(axis.low, axis.high, 300);
  const truth = { label: "data", x, y: densityAt(1e-6, x), name: "truth" };
  const frames = ends.map((points, k) => {
    const { centres, density } = histogram(points, 1, [axis]);
    return {
      label: `${runs[k]} step${runs[k] === 1 ? "" : "s"}`,
      series: [truth, { label: "reverse run", x: centres[0], y: density, name: "reverse-sde" }],
    };
  });
  const figure = movingLines({ x: "x", y: "density", range: [0, 1.2], frames });
  return {
    name: "runs",
    figure,
    caption: "The end of the reverse run in 1, 2, 5, 10, 100 and 1000 steps, over the density of the data.",
  };
}

export const smallSteps: CourseEntry<typeof config> = {
  name: "small-steps",
  place: 7,
  title: "Why many small steps",
  about:
    "A reverse step is Gaussian only where its beta is small. On a mixture the exact kernel is known: beside its Gaussian as beta grows, and what runs of 1 to 1000 Gaussian steps make of it.",
  lecture: "Machine learning in physics, lecture 26: reverse kernels are Gaussian when beta is small",
  formulas: [
    "q(x_{t-1} | x_t) = \\frac{q(x_t | x_{t-1})\\, q(x_{t-1})}{q(x_t)}",
    "q(x_{t-1} | x_t) \\approx \\mathcal{N}(\\mu(x_t, t), \\beta_t I) \\quad \\text{where} \\; \\beta_t \\ll 1",
    "\\mu = \\frac{a\\, \\sigma_{t-1}^2\\, x_t + \\alpha_{t-1}\\, \\beta_t\\, D(x_t)}{\\sigma_t^2}, \\qquad D = \\mathbb{E}[x_0 | x_t]",
  ],
  question: {
    asked:
      "One step from pure noise lands every particle at the same point. Which point, and why is it the best that one Gaussian step can do?",
    answer: [
      "The mean of the data, here 0.5, where there is no data at all. At the largest noise x_T says nothing about x_0, so E[x_0 | x_T] is the mean of everything. A Gaussian cannot have two modes; its best guess lies between " +
        "them. A small step only has to be right about a neighbourhood that is smaller than what the density changes over, and there every smooth density looks like a Gaussian.",
    ],
  },
  references: ["Sohl-Dickstein et al. (2015), arXiv:1503.03585", "Ho et al. (2020), arXiv:2006.11239"],
  config,
  quick: { particles: 3000 },
  async run({ particles, seed }, context) {
    const kernels = betas.map((beta) => reverseKernel(s, beta, between));
    const ends: Float64Array[] = [];
    for (const N of runs) {
      const grid = grids.uniform(1, 0, N);
      const run = await sampleEnsemble(
        context,
        {
          density: data,
          motion: { kind: "reverse", schedule: { name: "vp" } },
          solver: "ddpm",
          settings: { variance: 1 },
          grid,
          start: { deviation: 1 },
          particles,
          seed,
          times: [0],
        },
        `${N} steps`,
      );
      await context.array(`steps-${N}`, frame(run, 0));
      ends.push(run.frames.data);
    }
    const kernelCaption = `The reverse kernel from x = ${between} for steps of beta = ${betas.join(", ")}, beside the Gaussian of its mean and variance.`;
    return {
      blocks: [
        `The data: a third of N(-1.5, 0.3^2) and two thirds of N(1.5, 0.3^2), variance ${variance}. A particle between the modes takes one step back:`,
        { name: "kernels", figure: kernelFigure(kernels), caption: kernelCaption },
        "With a small beta the kernel is a narrow Gaussian near the particle. With a large one the particle may have come from either mode, and the Gaussian puts most of its weight where there is no data.",
        runsFigure(ends),
      ],
      numbers: [
        ...kernels.map(({ divergence }, k) => ({
          key: `kernel${k + 1}`,
          quantity: `KL of the kernel from its Gaussian, beta = ${betas[k]}, nats`,
          value: divergence,
          error: 0,
        })),
        ...runs.map((N, k) => {
          const { covariance, varianceError } = moments(ends[k], 1);
          return {
            key: `variance${N}`,
            quantity: `variance after ${N} step${N === 1 ? "" : "s"} (the data: ${variance})`,
            value: covariance[0][0],
            error: varianceError[0],
            ...(N <= most && { exact: chainVariance(grids.uniform(1, 0, N)) }),
          };
        }),
      ],
    };
  },
};
