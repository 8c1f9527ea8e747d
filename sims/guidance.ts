import { z } from "zod";
import type { NamedFigure } from "../plots/index.ts";
import { decimal } from "./decimal.ts";
import { engine } from "./engine/engine-flag.ts";
import { type Example, line, plane } from "./guidance/example.ts";
import { inPlane, onLine } from "./guidance/figures.ts";
import { identity } from "./guidance/identity.ts";
import { introduce } from "./guidance/introduce.ts";
import { type Asked, type Outcome, outcomeOf } from "./guidance/outcome.ts";
import { stacked } from "./guidance/stacked.ts";
import { tell } from "./guidance/tell.ts";
import { solversFor } from "./sampling/bind.ts";
import { diffusionFlags } from "./sampling/diffusion-flags.ts";
import { solverFlags } from "./sampling/solver-flags.ts";
import { seed } from "./seed.ts";
import type { Context, Simulation } from "./simulation.ts";

const when = diffusionFlags({ schedule: "vp", grid: "log-snr", steps: 100, level: 0.02 });
const how = solverFlags(
  solversFor("reverse", ["ode"]),
  "heun",
  "of the guided flow; the guided SDE takes sra1",
);
const strength = z.number().min(0).max(10);
const config = z.object({
  guidance: z
    .string()
    .transform((text) => text.split(",").map((w) => (decimal.test(w.trim()) ? Number(w) : Number.NaN)))
    .refine(
      (ws) =>
        ws.length <= 4 && new Set(ws).size === ws.length && ws.every((w) => strength.safeParse(w).success),
      "up to four numbers from 0 to 10, each once, such as 0,1,3",
    )
    .default([0, 1, 3])
    .meta({ metavar: "numbers", description: "strengths w; 0 is none: the conditional score alone" }),
  label: z.int().min(0).max(2).default(0).describe("class that is asked for in the plane"),
  ...when.flags,
  ...how.flags,
  particles: z.int().min(100).max(200_000).default(20_000).describe("particles of each run"),
  engine,
  seed,
});

/** Intervals along which densities are carried, whatever --steps is; twice as many change the distances in the sixth digit. */
const carried = 100;

async function outcomesOf(
  context: Context,
  asked: Asked,
  ws: readonly number[],
  name: string,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const w of ws) outcomes.push(await outcomeOf(context, asked, w));
  await context.array(
    `${name}-flow`,
    stacked(outcomes, ({ free }) => free),
  );
  await context.array(
    `${name}-classifier`,
    stacked(outcomes, ({ classifier }) => classifier),
  );
  await context.array(
    `${name}-sde`,
    stacked(outcomes, ({ sde }) => sde),
  );
  return outcomes;
}

export const guidance: Simulation<typeof config> = {
  name: "guidance",
  title: "What guidance samples",
  about:
    "Classifier-free and classifier guidance with exact scores on mixtures, beside the tilted law p(x) p(y|x)^(1+w) that they are said to sample.",
  group: "diffusion",
  references: [
    "Ho and Salimans (2022), arXiv:2207.12598",
    "Dhariwal and Nichol (2021), arXiv:2105.05233",
    "Bradley and Nakkiran (2024), arXiv:2408.09000",
  ],
  config,
  async run(settings, context) {
    const { guidance: ws, label, particles, engine, seed } = settings;
    const { spec, schedule, grid } = when.read(settings);
    const { solver, method, settings: set } = how.read(settings);
    const carry = when.read({ ...settings, grid: "log-snr", steps: carried }).grid.toReversed();
    const asked = (example: Example, label: number): Asked => ({
      example,
      label,
      schedule: spec,
      grid,
      carry,
      solver,
      settings: set,
      particles,
      engine,
      seed,
    });
    const across = await outcomesOf(context, asked(line, 0), ws, "line");
    const around = await outcomesOf(context, asked(plane, label), ws, "plane");
    const times = [0, 0.25, 0.5, 0.75, 1].map((share) => grid[Math.round(share * (grid.length - 1))]);
    const off = await identity(plane, label, schedule, ws, times);
    const apart = Math.max(...[...across, ...around].map(({ apart }) => apart));
    context.number("identity", { scores: off, particles: apart });
    const same = `The two kinds of guidance are one field: their scores differ by at most ${off.toPrecision(2)} of the largest, and particles guided in the one way and in the other end at most ${apart.toPrecision(2)} apart.`;
    context.cite(method.reference, schedule.reference);
    const figures: NamedFigure[] = [
      {
        name: "line",
        figure: onLine(across),
        caption:
          "On a line: the tilted law, the law that the density carried along the guided flow has, and the flow's particles.",
      },
      {
        name: "plane",
        figure: inPlane(around),
        caption:
          "In the plane, a row each strength: the tilted law, the law of the guided flow, and over the tilted law the particles of the flow guided in either way and those of the guided reverse SDE.",
      },
    ];
    for (const { name, figure, caption } of figures) await context.figure(name, figure, String(caption));
    introduce(context);
    context.report({
      heading: "On a line",
      blocks: [figures[0], ...tell(context, "line", across)],
    });
    context.report({
      heading: "In the plane",
      blocks: [figures[1], same, ...tell(context, "plane", around)],
    });
    context.say(same);
  },
};
