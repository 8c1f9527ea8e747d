import { z } from "zod";
import { fan } from "../plots/index.ts";
import { grids, moments } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { type Laws, laws, type Moments } from "./ornstein-uhlenbeck/laws.ts";
import { momentsFigure } from "./ornstein-uhlenbeck/moments-figure.ts";
import { type SchemeLaw, schemeLaw } from "./ornstein-uhlenbeck/scheme-law.ts";
import { solversFor } from "./sampling/bind.ts";
import { compare } from "./sampling/comparison.ts";
import { frame, type Samples, sampleEnsemble } from "./sampling/ensemble.ts";
import { fanOf } from "./sampling/fan-of.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const how = solverFlags(solversFor("ornstein-uhlenbeck"), "euler-maruyama");
const config = z.object({
  theta: z.number().positive().max(1e6).default(1).describe("rate of the pull to 0, per unit time"),
  sigma: z.number().min(0).max(1e6).default(1).describe("size of the noise"),
  start: z.number().min(-1e6).max(1e6).default(3).describe("mean of the start"),
  spread: z.number().min(0).max(1e6).default(0).describe("standard deviation of the normal start"),
  to: z.number().positive().max(1e6).default(5).describe("time at which the run ends"),
  ...how.flags,
  particles: z.int().min(2).max(1_000_000).default(20_000).describe("independent paths"),
  steps: z.int().min(1).max(1_000_000).default(20).describe("equal steps"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced over the steps"),
  engine,
  seed,
});
type Config = z.infer<typeof config>;

/** Paths over their quantiles, between the exact mean and two deviations off it. */
function pathsFigure(run: Samples, times: readonly number[], exact: Laws) {
  const at = times.map(exact.process);
  return fan({
    ...fanOf(run, times),
    exact: [
      { label: "exact mean", values: at.map(({ mean }) => mean) },
      { label: "exact mean ± 2 deviations", values: at.map((m) => m.mean + 2 * Math.sqrt(m.variance)) },
      { label: "", values: at.map((m) => m.mean - 2 * Math.sqrt(m.variance)) },
    ],
  });
}

function comparisons(context: Context, run: Samples, { to, steps }: Config, exact: Laws) {
  const { mean, meanError, covariance, varianceError } = moments(frame(run, run.frames.shape[0] - 1).data, 1);
  const [process, scheme] = [exact.process(to), exact.scheme(steps)];
  const row = (key: keyof Moments, value: number, error: number) => ({
    key,
    quantity: `${key} at t = ${to}`,
    value,
    error,
    exact: process[key],
    scheme: scheme[key],
  });
  return compare(context, [
    row("mean", mean[0], meanError[0]),
    row("variance", covariance[0][0], varianceError[0]),
  ]);
}

function tellStationary(
  context: Context,
  { theta, sigma }: Config,
  h: number,
  { stationary }: SchemeLaw,
): string {
  const exact = sigma ** 2 / (2 * theta);
  context.number("stationaryVariance", { exact, scheme: stationary ?? null, h });
  const word = (value: number) => Number(value.toPrecision(6)).toString();
  const own = stationary === undefined ? "none: it is unstable" : word(stationary);
  const told = `Stationary variance ${word(exact)}; of this scheme at h = ${word(h)}: ${own}.`;
  context.say(told);
  return told;
}

const formulas = [
  { formula: "\\mathrm dx = -\\theta x \\, \\mathrm dt + \\sigma \\, \\mathrm dW" },
  {
    formula:
      "\\mathbb E x_t = x_0 e^{-\\theta t}, \\quad \\operatorname{Var} x_t = e^{-2 \\theta t} \\operatorname{Var} x_0 + \\frac{\\sigma^2}{2 \\theta} \\left(1 - e^{-2 \\theta t}\\right)",
  },
];

export const ornsteinUhlenbeck: Simulation<typeof config> = {
  name: "ornstein-uhlenbeck",
  title: "The Ornstein-Uhlenbeck process",
  about:
    "dx = -theta x dt + sigma dW by any solver of SDEs: paths, mean and variance beside those of the process and of the scheme itself.",
  group: "stochastic differential equations",
  references: ["Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823"],
  config,
  async run(settings, context) {
    const { theta, sigma, start, spread, to, particles, steps, engine, seed } = settings;
    const { solver, method, settings: set } = how.read(settings);
    const grid = grids.uniform(0, to, steps);
    const times = spaced(grid, settings.frames);
    const spec: SampleSpec = {
      motion: { kind: "ornstein-uhlenbeck", theta, sigma },
      solver,
      settings: set,
      grid,
      start: { deviation: spread, at: [start] },
      particles,
      seed,
      times,
      engine,
    };
    const scheme = schemeLaw(spec, to / steps);
    const run = await sampleEnsemble(context, spec, "paths");
    const exact = laws(settings, scheme);
    await context.array("trajectories", run.frames);
    const paths = pathsFigure(run, times, exact);
    const about = `${particles} paths from N(${start}, ${spread}^2), ${steps} steps of ${method.name} to t = ${to} (h = ${to / steps}).`;
    const curves = momentsFigure(run, times, settings, exact);
    await context.figure("paths", paths, about);
    await context.figure("moments", curves, "Mean and variance with their standard errors.");
    const table = comparisons(context, run, settings, exact);
    const stationary = tellStationary(context, settings, to / steps, scheme);
    context.cite(method.reference);
    context.report({
      heading: "The Ornstein-Uhlenbeck process",
      blocks: [
        about,
        ...formulas,
        { name: "paths", figure: paths, caption: "Paths, and the quantiles of all of them." },
        { name: "moments", figure: curves, caption: "Mean and variance with their standard errors." },
        "The scheme's own moments come without sampling: on a linear problem a run is linear in the normals that it draws, and one run for each of them gives its law at this step exactly.",
        table,
        stationary,
      ],
    });
  },
};
