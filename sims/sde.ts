import { z } from "zod";
import {
  arraySpace,
  grids,
  isAdditive,
  isCommutative,
  moments,
  type SdeFormulas,
  sde as sdeOf,
  UsageError,
} from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { solversFor } from "./sampling/bind.ts";
import { frame, sampleEnsemble } from "./sampling/ensemble.ts";
import { sdeFormulas } from "./sampling/sde-formulas.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { figures } from "./sde/figures.ts";
import { judge } from "./sde/judge.ts";
import { linearMoments } from "./sde/linear-moments.ts";
import { sdeTexts } from "./sde/sde-texts.ts";
import { typeset } from "./sde/typeset.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const how = solverFlags(solversFor("sde"), "euler-maruyama", "milstein where the noise commutes");
const config = z.object({
  drift: z
    .string()
    .default("0.1*x")
    .describe("formulas of x, y, z or x1 to xd, and t, one a component, semicolons between"),
  diffusion: z
    .string()
    .default("0.3*x")
    .describe(
      "one formula for all components; one each, semicolons between; or rows of a matrix, commas within",
    ),
  calculus: z
    .enum(["ito", "stratonovich"])
    .default("ito")
    .describe("how the integral over the noise is meant"),
  start: z
    .string()
    .transform((text) => text.split(",").map((word) => (word.trim() === "" ? Number.NaN : Number(word))))
    .refine((values) => values.every(Number.isFinite), "numbers with commas between them, such as 1,0")
    .prefault("1")
    .meta({
      metavar: "numbers",
      description: "mean of the start, one number for all components or one each",
    }),
  spread: z.number().min(0).max(1e6).default(0).describe("standard deviation of the normal start"),
  from: z.number().min(-1e6).max(1e6).default(0).describe("time of the start"),
  to: z.number().min(-1e6).max(1e6).default(5).describe("time of the end"),
  ...how.flags,
  particles: z.int().min(2).max(1_000_000).default(10_000).describe("independent paths"),
  steps: z.int().min(1).max(1_000_000).default(200).describe("equal steps"),
  fine: z
    .int()
    .min(2)
    .max(1000)
    .default(8)
    .describe("where no exact moments are known: steps of the run to compare with, in units of --steps"),
  frames: z.int().min(2).max(1000).default(60).describe("recorded instants, evenly spaced over the steps"),
  engine,
  seed,
});
type Config = z.infer<typeof config>;

/** The start with a mean for each component. */
function startOf({ start, spread, from, to }: Config, d: number) {
  if (start.length !== 1 && start.length !== d) {
    throw new UsageError({ what: "--start", got: start.join(","), expected: `one number, or ${d} of them` });
  }
  if (!(to > from)) {
    throw new UsageError({ what: "--to", got: to, expected: `a time after --from ${from}` });
  }
  return { at: Array.from({ length: d }, (_, j) => start[j] ?? start[0]), deviation: spread };
}

/** What kind of noise it is, in a sentence. */
function kindOf(formulas: SdeFormulas): string {
  const problem = sdeOf(arraySpace({ particles: 1, dimension: formulas.drift.outputs.length }), formulas);
  if (isAdditive(problem))
    return "The noise is additive: it does not depend on the state, and both calculi agree.";
  if (isCommutative(problem)) return "The noise commutes: Milstein's method can serve it.";
  return "The noise does not commute: beyond order 1/2 a method would need Levy areas.";
}

export const sde: Simulation<typeof config> = {
  name: "sde",
  title: "A stochastic differential equation of your own",
  about:
    "dX = f dt + B dW from formulas, Ito or Stratonovich, by any solver that its noise admits: paths, moments beside the exact ones where it is linear.",
  group: "stochastic differential equations",
  config,
  async run(settings, context) {
    const { calculus, from, to, particles, steps, engine, seed } = settings;
    const { solver, method, settings: set } = how.read(settings);
    const texts = sdeTexts(settings.drift, settings.diffusion);
    const formulas = await sdeFormulas({ ...texts, calculus });
    const start = startOf(settings, texts.drift.length);
    const grid = grids.uniform(from, to, steps);
    const times = spaced(grid, settings.frames);
    const spec: SampleSpec = {
      motion: { kind: "sde", ...texts, calculus },
      solver,
      settings: set,
      grid,
      start,
      particles,
      seed,
      times,
      engine,
    };
    const run = await sampleEnsemble(context, spec, "paths");
    await context.array("trajectories", run.frames);
    const exact = linearMoments(formulas, times, { mean: start.at, deviation: start.deviation });
    const shown = await figures(context, run, times, exact);
    const measured = moments(frame(run, times.length - 1).data, run.dimension);
    const table = await judge(context, spec, measured, settings, exact?.at(-1));
    const kind = kindOf(formulas);
    context.say(kind);
    context.cite(method.reference);
    const written = typeset(formulas);
    context.report({
      heading: "The equation and its paths",
      blocks: [
        ...(written === undefined ? [] : [{ formula: written }]),
        `${kind} ${particles} paths, ${steps} steps of ${method.name} from t = ${from} to ${to} (h = ${(to - from) / steps}).`,
        ...shown,
        ...table,
      ],
    });
  },
};
