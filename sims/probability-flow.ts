import { z } from "zod";
import { type Settings, solvers, UsageError } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { referenceError } from "./probability-flow/reference-error.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { diffusionFlags } from "./sampling/diffusion-flags.ts";
import { distanceFromLaw } from "./sampling/distance-from-law.ts";
import { frame, sampleEnsemble } from "./sampling/ensemble.ts";
import { numbersOf } from "./sampling/grid-values.ts";
import { present } from "./sampling/present.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

/** Methods of the flow: for ODEs, and those of denoising problems that claim an order, which draw no noise unless told. */
const deterministic = Object.values(solvers)
  .filter(({ kind, order }) => kind === "ode" || (kind === "denoising" && order !== undefined))
  .map(({ name }) => name);

const what = diffusedDensityFlags("two-moons");
const when = diffusionFlags({ schedule: "ve", grid: "karras", steps: 40, level: 0.01 });
const how = solverFlags(deterministic, "heun");
const config = z.object({
  ...what.flags,
  ...when.flags,
  ...how.flags,
  particles: z.int().min(10).max(1_000_000).default(5000).describe("independent particles"),
  start: z
    .enum(["prior", "exact"])
    .default("prior")
    .describe("N(0, sigma_max^2 I), or the exact law at the last time, which the flow keeps"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced over the steps"),
  engine,
  seed,
});

const law = "\\frac{\\mathrm dx}{\\mathrm dt} = f(t) x - \\tfrac{1}{2} g(t)^2 \\nabla \\log p_t(x)";

/** The settings of such methods that draw noise; with any of them it is no flow. */
const noisy = ["eta", "churn"];

function checkSilent(settings: Settings): void {
  const name = noisy.find((key) => (settings[key] ?? 0) !== 0);
  if (name === undefined) return;
  throw new UsageError({
    what: "--set",
    got: `${name}=${settings[name]}`,
    expected: "no noise along the flow",
    advice: "langevin run reverse-diffusion takes it.",
  });
}

export const probabilityFlow: Simulation<typeof config> = {
  name: "probability-flow",
  title: "The probability flow",
  about:
    "From noise to a density along the deterministic flow with the same marginals, by any method: distance from the exact law, and error of the method.",
  group: "diffusion",
  references: ["Song et al. (2021), arXiv:2011.13456"],
  config,
  async run(settings, context) {
    const { particles, start, engine, seed } = settings;
    const { spec: density, density: truth } = await what.read(settings, context);
    const { spec: levels, schedule, grid } = when.read(settings);
    const { solver, method, settings: set } = how.read(settings);
    checkSilent(set);
    const times = spaced(grid, settings.frames);
    const spec: SampleSpec = {
      density,
      motion: { kind: "reverse", schedule: levels, lambda: 0 },
      solver,
      settings: set,
      grid,
      start: start === "prior" ? { deviation: schedule.prior } : { exactAt: schedule.end },
      particles,
      seed,
      times,
      engine,
      precise: "the error of the method is measured",
    };
    const run = await sampleEnsemble(context, spec, "probability flow");
    context.cite(method.reference, schedule.reference);
    const end = grid[grid.length - 1];
    const [alpha, sigma] = [schedule.alpha(end), schedule.sigma(end)];
    const noised = truth.diffused(sigma / alpha);
    await present(context, {
      run,
      times,
      logDensity: noised,
      numbers: numbersOf(noised, { alpha, sigma }),
      name: "flow",
      heading: truth.title,
      about: `${particles} particles from ${start === "prior" ? `N(0, ${schedule.prior}^2 I)` : "the exact law at the last time"}, ${grid.length - 1} steps of ${method.name} under the schedule ${schedule.name}, down to sigma / alpha = ${settings.level}.`,
    });
    const error = await referenceError(context, spec, run);
    context.number("flowError", { ...error });
    const off = `The first ${error.particles} particles end ${error.value.toPrecision(3)} (root mean square; at most ${error.largest.toPrecision(3)}) from where the flow itself takes them, by Dormand-Prince at rtol 1e-9: that is the error of the method.`;
    context.say(off);
    const distance = await distanceFromLaw(
      context,
      { density, noised: { schedule: levels, t: end }, seed },
      frame(run, times.length - 1).data,
      particles,
    );
    context.report({
      heading: "Error and distance",
      blocks: [
        { formula: law },
        "The flow has the marginals of the diffusion where it starts from the law at the last time. From N(0, sigma_max^2 I) it keeps the mismatch of that start; noise would forget it.",
        { list: [off, distance.sentence] },
      ],
    });
  },
};
