import ndarray from "ndarray";
import { z } from "zod";
import { UsageError } from "../src/index.ts";
import { comparisons } from "./double-well-escape/comparisons.ts";
import { histogramFigure, survivalFigure } from "./double-well-escape/figures.ts";
import { kramersTime, type PassageLaw, passageLaw } from "./double-well-escape/passage-law.ts";
import { passageTimes } from "./double-well-escape/passage-times.ts";
import { paths } from "./double-well-escape/paths.ts";
import { engine } from "./engine/engine-flag.ts";
import { referenceOnly } from "./engine/reference-only.ts";
import { compare } from "./sampling/comparison.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const config = z.object({
  temperature: z.number().min(0.05).max(10).default(0.25).describe("T, in units of the barrier"),
  from: z.number().min(-2).max(1.5).default(-1).describe("where all particles start"),
  to: z
    .number()
    .min(-1.5)
    .max(2)
    .default(1)
    .describe("where a particle has passed: 1 the other minimum, 0 the top"),
  particles: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(2000)
    .describe("independent particles, each followed until it has passed"),
  steps: z.int().min(5).max(100_000).default(100).describe("time steps in a unit of time"),
  engine,
  seed,
});
type Config = z.infer<typeof config>;

/** More steps than this are refused. */
const most = 1e11;

/** The exact law of the passage; refuses one that goes the wrong way, or would take days. */
function lawOf({ from, to, temperature, particles, steps }: Config): PassageLaw {
  if (!(to > from))
    throw new UsageError({ what: "--to", got: to, expected: `a place beyond --from ${from}` });
  const law = passageLaw({ from, to, temperature });
  const work = law.mean * steps * particles;
  if (work <= most) return law;
  throw new UsageError({
    what: "the run",
    got: `${work.toPrecision(2)} steps, for a mean passage time of ${law.mean.toPrecision(3)}`,
    expected: `at most ${most}`,
    advice: "Take a higher --temperature, or fewer --particles.",
  });
}

export const doubleWellEscape: Simulation<typeof config> = {
  name: "double-well-escape",
  title: "Escape from a double well",
  about:
    "How long dx = -V' dt + sqrt(2T) dW takes over the barrier of V = (x^2 - 1)^2: mean first passage time and rate beside the exact ones and Kramers' formula.",
  group: "langevin",
  references: [
    "Kramers (1940), doi:10.1016/S0031-8914(40)90098-2",
    "Gobet (2000), doi:10.1016/S0304-4149(99)00109-X",
  ],
  config,
  async run(settings, context) {
    const { temperature: T, from, to, particles, steps } = settings;
    const law = lawOf(settings);
    referenceOnly(context, {
      engine: settings.engine,
      run: "passages",
      why: "each particle is followed until it has passed, for as many steps as that takes",
    });
    const times = await passageTimes(context, {
      from,
      to,
      temperature: T,
      h: 1 / steps,
      seed: settings.seed,
      particles,
    });
    await context.array("passage-times", ndarray(times, [particles, 1]));
    const figures = [
      {
        name: "paths",
        figure: await paths(context, settings, law),
        caption: "One particle, which jumps between the wells.",
      },
      {
        name: "passage-times",
        figure: histogramFigure(times, law),
        caption: "Passage times under the exponential law of the slowest rate.",
      },
      {
        name: "survival",
        figure: survivalFigure(times, law),
        caption: "How many have not passed: a straight line once the start is forgotten.",
      },
    ];
    for (const { name, figure, caption } of figures) await context.figure(name, figure, caption);
    const table = compare(context, comparisons(times, law));
    const kramers = `Kramers' formula for the way from -1 to 1, which holds for small T: ${kramersTime(T).toPrecision(6)}.`;
    context.number("kramers", kramersTime(T));
    context.say(kramers);
    context.report({
      heading: "First passage",
      blocks: [
        `${particles} particles from x = ${from} until they have passed x = ${to}, T = ${T}, time step ${1 / steps}.`,
        {
          formula:
            "\\mathrm dx = -V'(x) \\, \\mathrm dt + \\sqrt{2 T} \\, \\mathrm dW, \\quad V(x) = (x^2 - 1)^2",
        },
        {
          formula:
            "\\tau(x) = \\frac{1}{T} \\int_{x}^{b} e^{V(y)/T} \\int_{-\\infty}^{y} e^{-V(z)/T} \\, \\mathrm dz \\, \\mathrm dy",
        },
        "The exact mean is this integral, and the exact rate the lowest eigenvalue of the operator whose inverse it is. A path may pass between two steps and come back: that is counted with the probability of a Brownian bridge.",
        table,
        kramers,
        ...figures,
      ],
    });
  },
};
