import { z } from "zod";
import { grids, moments } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { seed } from "../seed.ts";
import type { Context } from "../simulation.ts";
import type { CourseEntry } from "./entry.ts";
import { chainAlphaBar, high, largestDifference, low, sdeAlphaBar } from "./sde-limit/chain.ts";
import { alphaBars, ladder, rateFigure } from "./sde-limit/figures.ts";

const config = z.object({
  steps: z
    .int()
    .min(40)
    .max(10_000)
    .multipleOf(4)
    .default(100)
    .describe("T of the chain that is sampled, a multiple of 4"),
  particles: z.int().min(100).max(1_000_000).default(100_000).describe("particles of the chain"),
  seed,
});

/** Where the chain is compared with the SDE, and from which point it starts: at the end both have forgotten it. */
const [when, start] = [0.25, 2];

/** DDPM's chain x' = sqrt(1 - beta_i) x + sqrt(beta_i) z up to `when`, written as the Euler steps of size 1/T that it is. */
const sampleChain = (T: number, particles: number, seed: bigint, context: Context) => {
  const beta = `(${low} + ${high - low} * t * ${T / (T - 1)})`;
  const grid = grids.uniform(0, when, when * T);
  const drift = [`${T} * (sqrt(1 - ${beta} / ${T}) - 1) * x`];
  return sampleEnsemble(
    context,
    {
      motion: { kind: "sde", drift, diffusion: [[`sqrt(${beta})`]], calculus: "ito" },
      solver: "euler-maruyama",
      grid,
      start: { deviation: 0, at: [start] },
      particles,
      seed,
      times: [grid[when * T]],
    },
    `the chain of ${T} steps`,
  );
};

export const sdeLimit: CourseEntry<typeof config> = {
  name: "sde-limit",
  place: 8,
  title: "The limit of many steps is an SDE",
  about:
    "DDPM's chain of T steps with beta_i = beta(t)/T is an Euler method for the variance-preserving SDE. Its law tends to that of the SDE at rate 1/T.",
  lecture: "Machine learning in physics, lecture 26: DDPM and score matching are discretisations of an SDE",
  formulas: [
    "x_{i+1} = \\sqrt{1 - \\beta_i}\\, x_i + \\sqrt{\\beta_i}\\, z, \\qquad \\beta_i = \\beta(t_i)/T",
    "dx = -\\tfrac12 \\beta(t)\\, x\\, dt + \\sqrt{\\beta(t)}\\, dW",
    "\\bar\\alpha_i = \\prod_{j < i} (1 - \\beta_j) \\;\\to\\; \\exp\\left(-\\int_0^t \\beta(s)\\, ds\\right)",
  ],
  question: {
    asked:
      "At T = 1000 the chain's last alpha-bar is 4.04e-5 and the SDE's 4.32e-5, so they differ by 7 %. Does that matter, and where would it?",
    answer: [
      "Hardly: both leave less than a hundredth of the signal's amplitude. What matters is that the sampler runs back on the same levels that the network was trained on. A network of the chain asked at the levels of the SDE " +
        "sees images with another noise than it is told, and at small T, where the rates differ more, that shows.",
      "NCSN's ladder of noise levels is a chain in the same way, x' = x + sqrt(sigma_(i+1)^2 - sigma_i^2) z, and its limit is the variance-exploding SDE.",
    ],
  },
  references: ["Song et al. (2021), arXiv:2011.13456, appendix B", "Ho et al. (2020), arXiv:2006.11239"],
  config,
  quick: { particles: 5000 },
  async run({ steps: T, particles, seed }, context) {
    const run = await sampleChain(T, particles, seed, context);
    await context.array("samples", frame(run, 0));
    const { mean, meanError, covariance, varianceError } = moments(run.frames.data, 1);
    const alphaBar = chainAlphaBar(T)[when * T];
    const rate = Math.log2(
      largestDifference(2 * ladder[ladder.length - 1]) / largestDifference(ladder[ladder.length - 1]),
    );
    return {
      blocks: [
        `beta(t) rises from ${low} to ${high}. A step takes the factor sqrt(1 - beta_i) off the signal where the SDE takes exp(-beta_i/2): the same to first order in 1/T.`,
        {
          name: "alpha-bar",
          figure: alphaBars(),
          caption: "alpha-bar of short chains beside that of the SDE.",
        },
        { name: "rate", figure: rateFigure(), caption: "The largest difference over a chain falls as 1/T." },
      ],
      numbers: [
        {
          key: "rate",
          quantity: "power of T with which the chain's law tends to the SDE's",
          value: rate,
          error: 0,
          lecture: -1,
          rounding: 0.01,
        },
        {
          key: "mean",
          quantity: `mean of the chain from x = ${start} at t = ${when}, T = ${T} (the SDE: ${(start * Math.sqrt(sdeAlphaBar(when))).toPrecision(5)})`,
          value: mean[0],
          error: meanError[0],
          exact: start * Math.sqrt(alphaBar),
        },
        {
          key: "variance",
          quantity: `its variance (the SDE: ${(1 - sdeAlphaBar(when)).toPrecision(5)})`,
          value: covariance[0][0],
          error: varianceError[0],
          exact: 1 - alphaBar,
        },
        {
          key: "last",
          quantity: "alpha-bar at the end of 1000 steps, as DDPM has them",
          value: chainAlphaBar(1000)[1000],
          error: 0,
        },
        { key: "lastSde", quantity: "alpha-bar at the end of the SDE", value: sdeAlphaBar(1), error: 0 },
      ],
    };
  },
};
