import { z } from "zod";
import { extendGrid, UsageError } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { solversFor } from "./sampling/bind.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { diffusionFlags } from "./sampling/diffusion-flags.ts";
import { distanceFromLaw } from "./sampling/distance-from-law.ts";
import { frame, sampleEnsemble } from "./sampling/ensemble.ts";
import { numbersOf } from "./sampling/grid-values.ts";
import { present } from "./sampling/present.ts";
import { type AskedSolver, solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const what = diffusedDensityFlags("eight-gaussians");
const when = diffusionFlags({ schedule: "vp", grid: "uniform", steps: 500, level: 0.01 });
const how = solverFlags(
  solversFor("reverse"),
  "euler-maruyama",
  "of SDEs, of the flow, or of denoising problems",
);
const config = z.object({
  ...what.flags,
  ...when.flags,
  ...how.flags,
  particles: z.int().min(10).max(1_000_000).default(10_000).describe("independent particles"),
  lambda: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe("noise scale for solvers of SDEs: 1 reverse SDE, 0 the flow"),
  start: z
    .enum(["prior", "exact"])
    .default("prior")
    .describe("N(0, sigma_max^2 I), or the exact law at the last time"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced over the steps"),
  engine,
  seed,
});

/** Refuses a --lambda that nothing would read. */
function checkLambda(lambda: number, { kind, name }: AskedSolver["method"]): void {
  if (lambda === 1 || (kind !== "ode" && kind !== "denoising" && kind !== "diffused")) return;
  const expected = `none with ${name}, which solves no SDE`;
  throw new UsageError({ what: "--lambda", got: lambda, expected });
}

export const reverseDiffusion: Simulation<typeof config> = {
  name: "reverse-diffusion",
  title: "Reverse diffusion with the exact score",
  about:
    "From noise to any density that is closed under noise, by any solver, schedule and grid, with the distance from the exact law.",
  group: "diffusion",
  config,
  async run(settings, context) {
    const { particles, lambda, engine, seed } = settings;
    const { spec: law, density } = await what.read(settings, context);
    const { solver, method, settings: set } = how.read(settings);
    checkLambda(lambda, method);
    const { spec: noising, schedule, grid: levels } = when.read(settings);
    const end = levels[levels.length - 1];
    // an annealed level belongs to the start of its interval: one more time, which is never reached, ends the last
    const grid = method.name === "annealed-langevin" ? extendGrid(levels, end - 1e-9 * schedule.end) : levels;
    const times = spaced(grid, settings.frames);
    const spec: SampleSpec = {
      density: law,
      motion: { kind: "reverse", schedule: noising, lambda },
      solver,
      settings: set,
      grid,
      start: settings.start === "prior" ? { deviation: schedule.prior } : { exactAt: schedule.end },
      particles,
      seed,
      times,
      engine,
    };
    const run = await sampleEnsemble(context, spec, "reverse diffusion");
    context.cite(method.reference, schedule.reference);
    const noised = density.diffused(schedule.sigma(end) / schedule.alpha(end));
    await present(context, {
      run,
      times,
      logDensity: noised,
      numbers: numbersOf(noised, { alpha: schedule.alpha(end), sigma: schedule.sigma(end) }),
      name: method.kind === "ode" ? "flow" : "reverse-sde",
      heading: density.title,
      about: `${particles} particles, ${levels.length - 1} steps of ${method.name} under the schedule ${schedule.name}, down to sigma / alpha = ${settings.level}.`,
    });
    const noisedLaw = { density: law, noised: { schedule: noising, t: end }, seed };
    await distanceFromLaw(context, noisedLaw, frame(run, times.length - 1).data, particles);
  },
};
