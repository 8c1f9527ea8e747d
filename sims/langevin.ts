import { z } from "zod";
import { grids } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { solverOf, solversFor } from "./sampling/bind.ts";
import { densityFlags } from "./sampling/density-flags.ts";
import { sampleEnsemble } from "./sampling/ensemble.ts";
import { frictionFlag } from "./sampling/friction-flag.ts";
import { frictionless } from "./sampling/frictionless.ts";
import { present } from "./sampling/present.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const what = densityFlags("eight-gaussians");
const how = solverFlags(
  solversFor("langevin"),
  "euler-maruyama",
  "those of kinetic problems are for underdamped dynamics",
);
const slowed = frictionFlag(1);
const config = z.object({
  ...what.flags,
  ...how.flags,
  particles: z.int().min(2).max(10_000_000).default(5000).describe("independent chains"),
  steps: z.int().min(1).max(10_000_000).default(2000).describe("steps of each chain"),
  eps: z
    .number()
    .positive()
    .max(1e6)
    .default(0.01)
    .describe("x' = x - (eps/2T) grad E + sqrt(eps) z; for underdamped dynamics the square of the time step"),
  ...slowed.flags,
  spread: z.number().min(0).max(1e6).default(1).describe("standard deviation of the normal start"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced"),
  engine,
  seed,
});
type Config = z.infer<typeof config>;

/** The time step of a solver's own problem. */
const stepOf = ({ eps, solver }: Config): number =>
  solverOf(solver).kind === "kinetic" ? Math.sqrt(eps) : eps / 2;

export const langevin: Simulation<typeof config> = {
  name: "langevin",
  title: "Langevin dynamics",
  about:
    "Samples any density, or exp(-E/T) for an energy that you type, by Langevin dynamics; moments beside the exact ones.",
  group: "langevin",
  config,
  async run(settings, context) {
    const { temperature, particles, steps, eps, spread, engine, seed } = settings;
    const { spec, density } = await what.read(settings, context);
    const { solver, method, settings: set } = how.read(settings);
    const friction = slowed.read(settings, method, context);
    const grid = grids.uniform(0, steps * stepOf(settings), steps);
    const times = spaced(grid, settings.frames);
    const sampling: SampleSpec = {
      density: spec,
      motion: { kind: "langevin", friction },
      solver,
      settings: set,
      grid,
      start: { deviation: spread },
      particles,
      seed,
      times,
      engine,
    };
    const run = await sampleEnsemble(context, sampling, "Langevin dynamics");
    context.cite(method.reference, ...(density.reference === undefined ? [] : [density.reference]));
    const about = `${particles} particles from N(0, ${spread}^2 I), ${steps} steps of ${method.name}, eps = ${eps} (time step ${stepOf(settings)}), T = ${temperature}.`;
    await present(context, {
      run,
      times,
      logDensity: density.logDensity,
      numbers: [],
      name: "langevin",
      heading: density.title,
      about,
      unlike: frictionless(method.kind, friction),
    });
    if (run.accepted !== undefined) {
      context.number("accepted", run.accepted);
      const advice = run.accepted < 0.05 ? "; hardly anything moves: take a smaller --eps" : "";
      context.say(`accepted in the last step: ${(100 * run.accepted).toFixed(1)} %${advice}`);
    }
  },
};
