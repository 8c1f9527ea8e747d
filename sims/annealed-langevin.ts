import { z } from "zod";
import { extendGrid, grids, solvers, UsageError } from "../src/index.ts";
import { beside } from "./annealed-langevin/beside.ts";
import { engine } from "./engine/engine-flag.ts";
import { solverOf } from "./sampling/bind.ts";
import { diffusedDensityFlags } from "./sampling/density-flags.ts";
import { distanceFromLaw } from "./sampling/distance-from-law.ts";
import { frame, sampleEnsemble } from "./sampling/ensemble.ts";
import { numbersOf } from "./sampling/grid-values.ts";
import { present } from "./sampling/present.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const what = diffusedDensityFlags("two-modes");
const config = z.object({
  ...what.flags,
  from: z
    .number()
    .positive()
    .max(1e4)
    .default(20)
    .describe("largest noise level, and standard deviation of the normal start"),
  to: z.number().min(1e-4).max(1e4).default(0.1).describe("smallest noise level, at which the run ends"),
  levels: z.int().min(2).max(10_000).default(20).describe("noise levels in equal ratios"),
  steps: z
    .int()
    .min(2)
    .max(10_000_000)
    .default(2000)
    .describe("Langevin steps of each particle in all, as many at every level"),
  ratio: z
    .number()
    .min(0)
    .max(2)
    .default(0.1)
    .describe("step size in units of sigma^2: x' = x + (eps/2) score + sqrt(eps) z, eps = ratio sigma^2"),
  eps: z
    .number()
    .positive()
    .max(1e6)
    .default(0.1)
    .describe("step size of plain Langevin dynamics, which runs beside it with as many steps"),
  particles: z.int().min(10).max(1_000_000).default(4000).describe("independent particles"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced over the levels"),
  engine,
  seed,
});
type Config = z.infer<typeof config>;

/** The levels, and the Langevin steps at each of them. */
function plan({ from, to, levels, steps }: Config) {
  if (!(from > to))
    throw new UsageError({ what: "--from", got: from, expected: `a noise level above --to ${to}` });
  if (steps < levels)
    throw new UsageError({
      what: "--steps",
      got: steps,
      expected: `at least one at each of ${levels} levels`,
    });
  const sigma = grids.geometric(from, to, levels - 1);
  // a level belongs to the start of its interval: one more time ends the last
  return { grid: extendGrid(sigma, to * (1 - 1e-9)), corrections: Math.floor(steps / levels) };
}

export const annealedLangevin: Simulation<typeof config> = {
  name: "annealed-langevin",
  title: "Annealed Langevin dynamics",
  about:
    "Langevin dynamics at one noise level after the other, from large to small, beside plain Langevin dynamics of as many steps: which of them finds the weights of the modes?",
  group: "langevin",
  references: [solvers.annealedLangevin.reference],
  config,
  async run(settings, context) {
    const { to, ratio, particles, engine, seed } = settings;
    const { spec: density, density: truth } = await what.read(settings, context);
    const { grid, corrections } = plan(settings);
    const times = spaced(grid, settings.frames);
    const method = solverOf("annealed-langevin");
    const spec: SampleSpec = {
      density,
      motion: { kind: "reverse", schedule: { name: "edm" } },
      solver: method.name,
      settings: { ratio, corrections },
      grid,
      start: { deviation: settings.from },
      particles,
      seed,
      times,
      engine,
    };
    const run = await sampleEnsemble(context, spec, "annealed Langevin dynamics");
    const noised = truth.diffused(to);
    const numbers = numbersOf(noised, { alpha: 1, sigma: to });
    context.cite(...(truth.reference === undefined ? [] : [truth.reference]));
    await present(context, {
      run,
      times,
      time: "sigma",
      logDensity: noised,
      numbers,
      name: "annealed",
      heading: truth.title,
      about: `${particles} particles from N(0, ${settings.from}^2 I), ${settings.levels} noise levels down to ${to}, ${corrections} steps of eps = ${ratio} sigma^2 at each.`,
    });
    const law = { density, noised: { schedule: { name: "edm" }, t: to }, seed };
    const points = frame(run, times.length - 1);
    const distance = await distanceFromLaw(context, law, points.data, particles);
    const blocks = await beside(context, { spec, law, distance, points, settings, window: truth.window });
    context.report({ heading: "Beside plain Langevin dynamics", blocks: [distance.sentence, ...blocks] });
  },
};
