import { z } from "zod";
import { choose, extendGrid, type Grid, grids, noiseGrid, type Schedule, schedules } from "../src/index.ts";
import { solversFor } from "./sampling/bind.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { frame, sampleEnsemble } from "./sampling/ensemble.ts";
import { numbersOf } from "./sampling/grid-values.ts";
import { present } from "./sampling/present.ts";
import { scoreCard } from "./sampling/score-card.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { DensitySpec, SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const what = diffusedDensityFlags("eight-gaussians");
const how = solverFlags(
  solversFor("reverse"),
  "euler-maruyama",
  "of SDEs, of the flow, or of denoising problems",
);
const config = z.object({
  ...what.flags,
  schedule: z.string().default("vp").describe("noise schedule: ve, vp, edm or ornstein-uhlenbeck"),
  ...how.flags,
  grid: z
    .enum(["uniform", "geometric", "karras"])
    .default("uniform")
    .describe("spacing: of t, or of the noise level sigma / alpha"),
  particles: z.int().min(10).max(1_000_000).default(10_000).describe("independent particles"),
  steps: z.int().min(2).max(1_000_000).default(500).describe("intervals of the grid"),
  level: z
    .number()
    .min(1e-4)
    .max(1)
    .default(0.01)
    .describe("noise level sigma / alpha at which the run ends"),
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
  seed,
});
type Config = z.infer<typeof config>;

function gridOf({ grid, steps, level }: Config, schedule: Schedule): Grid {
  const { alpha, sigma, end, time } = schedule;
  if (grid === "uniform") return grids.uniform(end, time(level), steps);
  const most = sigma(end) / alpha(end);
  const ratios = grids[grid](most, level, steps);
  const times = noiseGrid(schedule, ratios);
  times[0] = end;
  return times;
}

async function judge(
  context: Context,
  density: DensitySpec,
  { schedule, particles, seed }: Config,
  t: number,
  points: Float64Array,
): Promise<void> {
  const law = { density, noised: { schedule, t }, seed };
  const card = await scoreCard(context, law, {
    size: particles,
    count: Math.min(400_000, 20 * particles),
    sets: 50,
  });
  const distance = card.distance(points);
  const largest = card.exact[card.exact.length - 1];
  context.number("slicedWasserstein", distance);
  context.number("exactSlicedWasserstein", { smallest: card.exact[0], largest, sets: card.exact.length });
  context.say(
    `sliced W2 ${distance.toPrecision(3)}, ${distance <= largest ? "within" : "OUTSIDE"} what ${card.exact.length} sets of as many exact samples have: ${card.exact[0].toPrecision(3)} to ${largest.toPrecision(3)}`,
  );
}

export const reverseDiffusion: Simulation<typeof config> = {
  name: "reverse-diffusion",
  title: "Reverse diffusion with the exact score",
  about:
    "From noise to any density that is closed under noise, by any solver, schedule and grid, with the distance from the exact law.",
  group: "diffusion",
  config,
  async run(settings, context) {
    const { schedule: scheduleName, particles, steps, lambda, seed } = settings;
    const { spec: law, density } = await what.read(settings, context);
    const { solver, method, settings: set } = how.read(settings);
    const schedule = choose("schedule", scheduleName, schedules);
    const levels = gridOf(settings, schedule);
    const end = levels[levels.length - 1];
    // an annealed level belongs to the start of its interval: one more time, which is never reached, ends the last
    const grid = method.name === "annealed-langevin" ? extendGrid(levels, end - 1e-9 * schedule.end) : levels;
    const times = spaced(grid, settings.frames);
    const spec: SampleSpec = {
      density: law,
      motion: { kind: "reverse", schedule: scheduleName, lambda },
      solver,
      settings: set,
      grid,
      start: settings.start === "prior" ? { deviation: schedule.prior } : { exactAt: schedule.end },
      particles,
      seed,
      times,
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
      about: `${particles} particles, ${steps} steps of ${method.name} under the schedule ${schedule.name}, down to sigma / alpha = ${settings.level}.`,
    });
    await judge(context, law, settings, end, frame(run, times.length - 1).data);
  },
};
