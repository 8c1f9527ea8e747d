import { z } from "zod";
import { fan, lines, type Series } from "../plots/index.ts";
import { grids, moments } from "../src/index.ts";
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
  seed,
});
type Config = z.infer<typeof config>;

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Of the process at t, and of the scheme at its n-th time. */
function laws({ theta, sigma, start, spread }: Config, scheme: SchemeLaw) {
  return {
    process: (t: number): Moments => ({
      mean: start * Math.exp(-theta * t),
      variance:
        Math.exp(-2 * theta * t) * spread ** 2 - (sigma ** 2 / (2 * theta)) * Math.expm1(-2 * theta * t),
    }),
    scheme: (n: number): Moments => ({
      mean: start * scheme.growth ** n,
      variance: scheme.variance(n, spread ** 2),
    }),
  };
}

type Laws = ReturnType<typeof laws>;

/** The moments of the run at each recorded time beside the laws'. */
function momentsFigure(run: Samples, times: readonly number[], { to, steps }: Config, exact: Laws) {
  const measured = times.map((_, k) => moments(frame(run, k).data, 1));
  const fine = grids.uniform(0, to, 200);
  const of = (key: keyof Moments): Series[] => [
    { label: "exact", name: "truth", x: fine, y: fine.map((t) => exact.process(t)[key]) },
    {
      label: "this scheme, exact",
      look: "guide",
      x: times,
      y: times.map((t) => exact.scheme(Math.round((t / to) * steps))[key]),
    },
    {
      label: "simulated",
      name: "langevin",
      look: "points",
      x: times,
      y: measured.map((m) => (key === "mean" ? m.mean[0] : m.covariance[0][0])),
      error: measured.map((m) => (key === "mean" ? m.meanError[0] : m.varianceError[0])),
    },
  ];
  return lines({
    x: { label: "t" },
    panels: [
      { y: { label: "mean" }, series: of("mean") },
      { y: { label: "variance" }, series: of("variance") },
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
  return `Stationary variance ${word(exact)}; of this scheme at h = ${word(h)}: ${own}.`;
}

export const ornsteinUhlenbeck: Simulation<typeof config> = {
  name: "ornstein-uhlenbeck",
  title: "The Ornstein-Uhlenbeck process",
  about:
    "dx = -theta x dt + sigma dW by any solver of SDEs: paths, mean and variance beside those of the process and of the scheme itself.",
  group: "stochastic differential equations",
  config,
  async run(settings, context) {
    const { theta, sigma, start, spread, to, particles, steps, seed } = settings;
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
    };
    const scheme = schemeLaw(spec, to / steps);
    const run = await sampleEnsemble(context, spec, "paths");
    const exact = laws(settings, scheme);
    await context.array("trajectories", run.frames);
    const at = times.map(exact.process);
    const paths = fan({
      ...fanOf(run, times),
      exact: [
        { label: "exact mean", values: at.map(({ mean }) => mean) },
        { label: "exact mean ± 2 deviations", values: at.map((m) => m.mean + 2 * Math.sqrt(m.variance)) },
        { label: "", values: at.map((m) => m.mean - 2 * Math.sqrt(m.variance)) },
      ],
    });
    const about = `${particles} paths from N(${start}, ${spread}^2), ${steps} steps of ${method.name} to t = ${to} (h = ${to / steps}).`;
    const curves = momentsFigure(run, times, settings, exact);
    await context.figure("paths", paths, about);
    await context.figure("moments", curves, "Mean and variance with their standard errors.");
    const table = comparisons(context, run, settings, exact);
    const stationary = tellStationary(context, settings, to / steps, scheme);
    context.say(stationary);
    context.cite("Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823", method.reference);
    context.report({
      heading: "The Ornstein-Uhlenbeck process",
      blocks: [
        about,
        { formula: "\\mathrm dx = -\\theta x \\, \\mathrm dt + \\sigma \\, \\mathrm dW" },
        {
          formula:
            "\\mathbb E x_t = x_0 e^{-\\theta t}, \\quad \\operatorname{Var} x_t = e^{-2 \\theta t} \\operatorname{Var} x_0 + \\frac{\\sigma^2}{2 \\theta} \\left(1 - e^{-2 \\theta t}\\right)",
        },
        { name: "paths", figure: paths, caption: "Paths, and the quantiles of all of them." },
        { name: "moments", figure: curves, caption: "Mean and variance with their standard errors." },
        "The scheme's own moments come without sampling: on a linear problem a run is linear in the normals that it draws, and one run for each of them gives its law at this step exactly.",
        table,
        stationary,
      ],
    });
  },
};
