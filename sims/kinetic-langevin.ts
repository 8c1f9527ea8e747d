import { z } from "zod";
import type { Block } from "../plots/index.ts";
import { grids } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { correlationTime } from "./kinetic-langevin/correlation-time.ts";
import { harmonicTemperatures } from "./kinetic-langevin/harmonic-temperatures.ts";
import { phaseSpace } from "./kinetic-langevin/phase-space.ts";
import { reportTemperatures } from "./kinetic-langevin/report-temperatures.ts";
import { temperatures } from "./kinetic-langevin/temperatures.ts";
import { solversFor } from "./sampling/bind.ts";
import { densityFlags } from "./sampling/density-flags.ts";
import { type Samples, sampleEnsemble } from "./sampling/ensemble.ts";
import { frictionless } from "./sampling/frictionless.ts";
import { present } from "./sampling/present.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { thinned } from "./sampling/thinned.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const what = densityFlags("double-well");
const how = solverFlags(solversFor("langevin", ["kinetic"]), "baoab");
const config = z.object({
  ...what.flags,
  ...how.flags,
  friction: z.number().min(0).max(1e6).default(1).describe("gamma, per unit time; 0 is Hamiltonian dynamics"),
  h: z.number().positive().max(1e6).default(0.15).describe("time step"),
  particles: z.int().min(2).max(1_000_000).default(500).describe("independent particles of unit mass"),
  steps: z
    .int()
    .min(2)
    .max(10_000_000)
    .default(10_000)
    .describe("steps of each; averages are over the second half"),
  spread: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.5)
    .describe("standard deviation of the normal start; momenta start from their law"),
  frames: z.int().min(2).max(10_000).default(400).describe("recorded instants, evenly spaced"),
  engine,
  seed,
});

const two = (value: number): string => Number(value.toPrecision(2)).toString();

/** How long coordinates are correlated, in words. */
function tellCorrelation(
  context: Context,
  run: Samples,
  times: readonly number[],
  { h, frames }: { readonly h: number; readonly frames: number },
): Block[] {
  const between = (times[times.length - 1] - times[0]) / (times.length - 1);
  const found = ["x", "y", "z"].slice(0, run.dimension).flatMap((name, j) => {
    const tau = correlationTime(run, j, between);
    return tau === undefined ? [] : [{ name, ...tau, steps: tau.value / h }];
  });
  context.number("autocorrelationTime", found);
  const texts = found.map(
    ({ name, value, error, steps }) =>
      `autocorrelation time of ${name}: ${value.toPrecision(3)} +- ${error.toPrecision(2)}, ${steps.toPrecision(3)} steps`,
  );
  const [few, many] = [3, 0.07 * times.length];
  if (found.length < Math.min(3, run.dimension)) {
    const more = times.length < frames ? "--steps" : "--frames";
    texts.push(
      few > many
        ? `autocorrelation times: ${times.length} frames are too few to tell them; record more ${more}`
        : `autocorrelation times: not all could be told; they have to be between ${two(few * between)} and some ${two(many * between)}, by the frames and the length of the run`,
    );
  }
  for (const text of texts) context.say(text);
  return [{ list: texts }];
}

export const kineticLangevin: Simulation<typeof config> = {
  name: "kinetic-langevin",
  title: "Kinetic Langevin dynamics",
  about:
    "Underdamped dynamics in any density or energy by any splitting: temperatures beside the exact ones, correlation times, phase space.",
  group: "langevin",
  config,
  async run(settings, context) {
    const { temperature: T, friction, h, particles, steps, spread, engine, seed } = settings;
    const { spec, density } = await what.read(settings, context);
    const { solver, method, settings: set } = how.read(settings);
    const grid = grids.uniform(0, steps * h, steps);
    const times = spaced(grid, settings.frames);
    const sampling: SampleSpec = {
      density: spec,
      motion: { kind: "langevin", friction, temperature: T },
      solver,
      settings: set,
      grid,
      start: { deviation: spread },
      particles,
      seed,
      times,
      momenta: true,
      engine,
    };
    const run = await sampleEnsemble(context, sampling, "kinetic Langevin dynamics");
    const opening = [...grid.slice(0, 121)];
    const orbits = await sampleEnsemble(
      context,
      { ...sampling, particles: Math.min(500, particles), grid: grid.slice(0, 121), times: opening },
      "its first steps",
    );
    const about = `${particles} particles of unit mass from N(0, ${spread}^2 I), ${steps} steps of ${method.name}, h = ${h}, friction ${friction}, T = ${T}.`;
    context.cite(method.reference, ...(density.reference === undefined ? [] : [density.reference]));
    const unlike = frictionless(method.kind, friction);
    const shown = thinned(run, times, 60);
    await present(context, {
      ...shown,
      logDensity: density.logDensity,
      numbers: [],
      name: "langevin",
      heading: density.title,
      about,
      unlike,
    });
    const own = harmonicTemperatures(density, T, h, method.stationary);
    const blocks = await reportTemperatures(context, temperatures(run, density, T), {
      times,
      ...(unlike === undefined && { T, ...(own !== undefined && { own }) }),
    });
    const plane = phaseSpace(orbits, opening, density, T);
    const caption = `The first ${opening.length - 1} steps: the first coordinate across, its momentum up.`;
    await context.figure("phase-space", plane, caption);
    context.report({
      heading: "Temperatures and phase space",
      blocks: [
        {
          formula:
            "\\mathrm dq = p \\, \\mathrm dt, \\quad \\mathrm dp = -\\nabla E(q) \\, \\mathrm dt - \\gamma p \\, \\mathrm dt + \\sqrt{2 \\gamma T} \\, \\mathrm dW",
        },
        ...blocks,
        ...tellCorrelation(context, run, times, settings),
        { name: "phase-space", figure: plane, caption },
      ],
    });
  },
};
