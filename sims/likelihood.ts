import ndarray from "ndarray";
import { z } from "zod";
import type { NamedFigure } from "../plots/index.ts";
import { cells } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { referenceOnly } from "./engine/reference-only.ts";
import { againstExact, map } from "./likelihood/figures.ts";
import { judge } from "./likelihood/judge.ts";
import type { LikelihoodInput } from "./likelihood/log-densities.ts";
import { onAllThreads } from "./likelihood/on-all-threads.ts";
import { solversFor } from "./sampling/bind.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { diffusionFlags } from "./sampling/diffusion-flags.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const what = diffusedDensityFlags("gaussian-mixture");
const when = diffusionFlags({ schedule: "vp", grid: "log-snr", steps: 100, level: 0.05 });
const how = solverFlags(
  solversFor("reverse", ["ode"]),
  "rk4",
  "dormand-prince takes its own steps within the grid's",
);
const config = z.object({
  ...what.flags,
  ...when.flags,
  ...how.flags,
  particles: z
    .int()
    .min(2)
    .max(100_000)
    .default(1000)
    .describe("points, exact samples of the density noised to --level"),
  probes: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe("Hutchinson's probes a point; 0 for the exact divergence"),
  prior: z
    .enum(["exact", "normal"])
    .default("exact")
    .describe(
      "law at the last time: the exact one, or N(0, sigma_max^2 I), which is what a learned score has",
    ),
  cells: z
    .int()
    .min(0)
    .max(400)
    .default(40)
    .describe("cells of the map along each axis, in two dimensions; 0 for none"),
  engine,
  seed,
});

const law =
  "\\log p_0(x_0) = \\log p_T(x_T) + \\int_0^T \\nabla \\cdot \\left[ f x_t - \\tfrac12 g^2 s_t(x_t) \\right] \\mathrm dt";

/** The map of log p over the window, through the flow. */
async function mapped(
  context: Context,
  input: Omit<LikelihoodInput, "first">,
  n: number,
  window: Parameters<typeof map>[3],
) {
  const { x, y, points } = cells(window, n);
  const found = await onAllThreads(context, { ...input, points, probes: 0, particles: n * n }, "map");
  await context.array("map", ndarray(found.logDensity, [n, n]));
  return map(x, y, found.logDensity, window);
}

export const likelihood: Simulation<typeof config> = {
  name: "likelihood",
  title: "Likelihood through the flow",
  about:
    "log p of points by the probability flow, with the exact divergence or Hutchinson's estimate, beside the closed form; in the plane a map of it.",
  group: "diffusion",
  references: ["Song et al. (2021), arXiv:2011.13456"],
  config,
  async run(settings, context) {
    const { particles, probes, prior, seed } = settings;
    const { spec: density, density: truth } = await what.read(settings, context);
    const { spec: levels, schedule, grid } = when.read(settings);
    const { solver, method, settings: set } = how.read(settings);
    referenceOnly(context, {
      engine: settings.engine,
      run: "likelihood",
      why: "the log-density travels with each point, as one coordinate more",
    });
    const input = {
      density,
      schedule: levels,
      grid: grid.toReversed(),
      solver,
      settings: set,
      probes,
      prior,
      seed,
      particles,
    };
    const found = await onAllThreads(context, input, "likelihood");
    const d = truth.dimension;
    await context.array("points", ndarray(found.points, [particles, d]));
    await context.array("log-density", ndarray(found.logDensity, [particles, 1]));
    await context.array("exact-log-density", ndarray(found.exact, [particles, 1]));
    if (found.error !== undefined)
      await context.array("log-density-error", ndarray(found.error, [particles, 1]));
    const said = judge(context, found);
    const figures: NamedFigure[] = [
      {
        name: "against-exact",
        figure: againstExact(found),
        caption: "log p through the flow against the closed form.",
      },
    ];
    if (d === 2 && settings.cells > 1) {
      const figure = await mapped(context, input, settings.cells, truth.window);
      figures.push({
        name: "map",
        figure,
        caption: "log p over the window, every point carried along the flow, with the exact divergence.",
      });
    }
    for (const { name, figure, caption } of figures) await context.figure(name, figure, String(caption));
    context.cite(
      method.reference,
      schedule.reference,
      ...(probes > 0 ? ["Grathwohl et al. (2019), arXiv:1810.01367"] : []),
    );
    context.report({
      heading: truth.title,
      blocks: [
        `${particles} samples of the density noised to sigma / alpha = ${settings.level}, carried along the flow of the schedule ${schedule.name} by ${grid.length - 1} steps of ${method.name}, with ${probes === 0 ? "the exact divergence" : `${probes} probes of Hutchinson's estimator`}, from ${prior === "exact" ? "the exact law" : `N(0, ${schedule.prior}^2 I)`} at the last time.`,
        { formula: law },
        { list: said },
        ...figures,
      ],
    });
  },
};
