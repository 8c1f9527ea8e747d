import { z } from "zod";
import { grids } from "../src/index.ts";
import { engine } from "./engine/engine-flag.ts";
import { exactOccupation } from "./mueller-brown/exact-occupation.ts";
import { movingFigure, sharesFigure, surfaceFigure } from "./mueller-brown/figures.ts";
import { basinsOver, comparisons } from "./mueller-brown/occupation.ts";
import { minima, relativeTemperature, saddles } from "./mueller-brown/surface.ts";
import { solversFor } from "./sampling/bind.ts";
import { compare } from "./sampling/comparison.ts";
import { sampleEnsemble } from "./sampling/ensemble.ts";
import { frictionFlag } from "./sampling/friction-flag.ts";
import { frictionless } from "./sampling/frictionless.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { spaced } from "./sampling/spaced.ts";
import type { SampleSpec } from "./sampling/spec.ts";
import { thinned } from "./sampling/thinned.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const kinds = ["general", "stratonovich", "commutative", "additive", "kinetic"] as const;
const how = solverFlags(
  solversFor("langevin", kinds),
  "leimkuhler-matthews",
  "the splittings are underdamped",
);
const slowed = frictionFlag(10);
const config = z.object({
  temperature: z
    .number()
    .min(1)
    .max(60)
    .default(30)
    .describe("T, in units of the potential, whose barriers are 67 from B and 106 from A"),
  ...how.flags,
  ...slowed.flags,
  h: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe("time step; 1e-4 unless told, 0.01 for underdamped dynamics"),
  start: z.enum(["A", "B", "C"]).default("B").describe("minimum at which all particles start"),
  particles: z.int().min(2).max(1_000_000).default(500).describe("independent particles of unit mass"),
  steps: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(20_000)
    .describe("steps of each; averages are over the second half"),
  frames: z.int().min(4).max(10_000).default(200).describe("recorded instants, evenly spaced"),
  engine,
  seed,
});

/** Steps of the path that is drawn. */
const tour = 6000;

const point = ({ x, y, energy }: (typeof saddles)[number]): string =>
  `(${x.toFixed(4)}, ${y.toFixed(4)}), V = ${energy.toFixed(3)}`;

export const muellerBrown: Simulation<typeof config> = {
  name: "mueller-brown",
  title: "On the Müller-Brown surface",
  about:
    "Overdamped or underdamped dynamics on a surface of three minima: paths, and the share of the time in each basin beside the exact one.",
  group: "langevin",
  references: ["Müller and Brown (1979), doi:10.1007/BF00547608"],
  config,
  async run(settings, context) {
    const { temperature: T, particles, steps, engine, seed } = settings;
    const { solver, method, settings: set } = how.read(settings);
    const friction = slowed.read(settings, method, context);
    const h = settings.h ?? (method.kind === "kinetic" ? 0.01 : 1e-4);
    context.number("h", h);
    const grid = grids.uniform(0, steps * h, steps);
    const times = spaced(grid, settings.frames);
    const from = minima.find(({ label }) => label === settings.start) ?? minima[0];
    const spec: SampleSpec = {
      density: { name: "mueller-brown", temperature: relativeTemperature(T) },
      motion: { kind: "langevin", temperature: T, friction },
      solver,
      settings: set,
      grid,
      start: { at: [from.x, from.y], deviation: 0 },
      particles,
      seed,
      times,
      engine,
    };
    const run = await sampleEnsemble(context, spec, "dynamics");
    const opening = grid.slice(0, tour + 1);
    const one = await sampleEnsemble(
      context,
      { ...spec, grid: opening, times: spaced(opening, 3000), particles: 1 },
      "one particle",
    );
    await context.array("trajectories", run.frames);
    const unlike = frictionless(method.kind, friction);
    const exact = unlike === undefined ? exactOccupation(T) : undefined;
    if (unlike !== undefined) context.say(unlike);
    const basins = basinsOver(run);
    const few = thinned(run, times, 60);
    const figures = [
      {
        name: "surface",
        figure: surfaceFigure(run, one),
        caption:
          "The surface with its minima A, B, C and its saddles, the particles at the end, and the first steps of one.",
      },
      {
        name: "trajectories",
        figure: movingFigure(few.run, few.times, T),
        caption: "The particles on their way, over the density.",
      },
      {
        name: "shares",
        figure: sharesFigure(basins, times, exact),
        caption: `The share of the particles in each basin${exact === undefined ? "" : "; dotted the exact shares"}.`,
      },
    ];
    for (const { name, figure, caption } of figures) await context.figure(name, figure, caption);
    const table = compare(context, comparisons(run, basins, exact));
    context.cite(method.reference);
    context.report({
      heading: "The Müller-Brown surface",
      blocks: [
        `${particles} particles from ${settings.start}, ${steps} steps of ${method.name}, h = ${h}, T = ${T}${method.kind === "kinetic" ? `, friction ${friction}` : ""}.`,
        {
          formula:
            "V(x, y) = \\sum_{k=1}^{4} A_k \\, e^{a_k (x - x_k)^2 + b_k (x - x_k)(y - y_k) + c_k (y - y_k)^2}",
        },
        {
          list: [
            ...minima.map((m) => `Minimum ${m.label} at ${point(m)}.`),
            ...saddles.map((s) => `Saddle ${s.label} at ${point(s)}.`),
          ],
        },
        "Basins are divided by the lines through the saddles, across the way down; averages are over the second half of the run, with the standard errors of independent particles.",
        unlike ??
          "Exact values by quadrature. They agree once the run is long beside the time between wells.",
        table,
        ...figures,
      ],
    });
  },
};
