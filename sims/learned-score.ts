import ndarray from "ndarray";
import { z } from "zod";
import { perceptron } from "../mnist/perceptron.ts";
import { type ScoreFit, startOfFit } from "../mnist/score-fit.ts";
import { countWeights } from "../mnist/weights.ts";
import { grids, moments, UsageError } from "../src/index.ts";
import { bothSamples } from "./learned-score/both-samples.ts";
import type { Fitted } from "./learned-score/by-network.ts";
import { errorsByLevel } from "./learned-score/errors-by-level.ts";
import type { FitChunk, FitMoment } from "./learned-score/fit-chunk.ts";
import { introduce } from "./learned-score/introduce.ts";
import { present } from "./learned-score/present.ts";
import { solversFor } from "./sampling/bind.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import type { DensitySpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const what = diffusedDensityFlags("swiss-roll");
const how = solverFlags(
  solversFor("reverse", ["ode"]),
  "heun",
  "of the flow, along the exact score and the learned one",
);
const config = z.object({
  ...what.flags,
  steps: z.int().min(1).max(1_000_000).default(3000).describe("updates of the weights"),
  batch: z.int().min(2).max(100_000).default(512).describe("points an update, each seen once"),
  rate: z.number().positive().max(1).default(0.005).describe("the learning rate at its highest"),
  units: z.int().min(1).max(1024).default(64).describe("units of a hidden layer"),
  layers: z.int().min(1).max(16).default(3).describe("hidden layers"),
  from: z.number().positive().max(1000).default(10).describe("largest noise level, at which sampling begins"),
  to: z.number().min(1e-4).max(1000).default(0.02).describe("smallest noise level, at which it ends"),
  ...how.flags,
  intervals: z.int().min(2).max(10_000).default(40).describe("intervals of the sampler's Karras grid"),
  particles: z.int().min(100).max(200_000).default(5000).describe("particles drawn by each score"),
  seed,
});
type Config = z.infer<typeof config>;

/** Steps that a worker takes at a time. */
const chunk = 50;
/** Exact samples by which the network's input is scaled. */
const seen = 10_000;

/** The fit that the flags describe, for the density's mean and standard deviation. */
async function fitOf(
  asked: Config,
  density: DensitySpec,
  dimension: number,
  context: Context,
): Promise<ScoreFit> {
  const { from: most, to: least, steps, batch, rate, units: width, layers, seed } = asked;
  const law = { density, seed: seed ^ 1n, first: 0, count: seen };
  const { mean, covariance } = moments(await context.compute<Float64Array>("exact", law, true), dimension);
  const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const m = average(mean);
  const deviation = Math.sqrt(average(covariance.map((row, j) => row[j] + (mean[j] - m) ** 2)));
  return {
    size: { dimension, width, layers },
    data: { mean: m, deviation },
    least,
    most,
    steps,
    batch,
    rate,
    seed,
  };
}

/** Trains the network, some steps at a time; the loss goes to the progress and to metrics.jsonl. */
async function train(fit: ScoreFit, density: DensitySpec, context: Context): Promise<Fitted> {
  let state = startOfFit(fit);
  while (state.step < fit.steps) {
    const input: FitChunk = { fit, density, state, count: Math.min(chunk, fit.steps - state.step) };
    const moment = await context.compute<FitMoment>("fitChunk", input, true);
    state = moment.state;
    context.metric({ step: state.step, loss: moment.loss });
    context.progress("training", state.step, fit.steps, `loss ${moment.loss.toFixed(4)}`);
  }
  return { fit, weights: state.average };
}

export const learnedScore: Simulation<typeof config> = {
  name: "learned-score",
  title: "A learned score against the exact one",
  about:
    "A small network trained by denoising score matching on a density whose score is known at every noise level: its field, its error, its loss above the floor, and samples from both.",
  group: "diffusion",
  references: [
    "Vincent (2011), doi:10.1162/NECO_a_00142",
    "Song et al. (2021), arXiv:2011.13456",
    "Karras et al. (2022), arXiv:2206.00364",
  ],
  config,
  async run(settings, context) {
    const { from, to, intervals, particles, seed } = settings;
    if (!(from > to))
      throw new UsageError({ what: "--from", got: from, expected: `a noise level above --to ${to}` });
    const { spec, density } = await what.read(settings, context);
    const { solver, method, settings: set } = how.read(settings);
    const fit = await fitOf(settings, spec, density.dimension, context);
    const parameters = countWeights(perceptron(fit.size).parameters);
    context.number("parameters", parameters);
    const fitted = await train(fit, spec, context);
    const levels = await errorsByLevel(context, fitted, spec, density.dimension);
    const samples = await bothSamples(context, fitted, {
      density: spec,
      solver,
      settings: set,
      grid: grids.karras(from, to, intervals),
      particles,
      seed,
    });
    await context.array("learned", samples.learned);
    await context.array("exact", samples.exact);
    await context.array("start", ndarray(samples.start, [particles, density.dimension]));
    context.cite(method.reference);
    introduce(context, fit, parameters);
    await present(context, { fitted, density, levels, samples, method: `${intervals} steps of ${solver}` });
  },
};
