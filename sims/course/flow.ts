import ndarray from "ndarray";
import { z } from "zod";
import { grids, type Measured, moments, scheduleOf } from "../../src/index.ts";
import { type Samples, sampleEnsemble } from "../sampling/ensemble.ts";
import { spaced } from "../sampling/spaced.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import { seed } from "../seed.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { density, lawAt } from "./flow/data.ts";
import { endLaws } from "./flow/end-laws.ts";
import { type Kind, kinds, labels, lawsFigure, pathsFigure } from "./flow/figures.ts";

const config = z.object({
  steps: z.int().min(20).max(100_000).default(1000).describe("steps of each run"),
  particles: z.int().min(100).max(1_000_000).default(50_000).describe("particles of each run"),
  T: z
    .int()
    .min(50)
    .max(2000)
    .default(300)
    .describe("steps of the discrete schedule, beta 1e-4 to 0.02: the fewer, the less noise at the end"),
  seed,
});

const solvers = { flow: "heun", "reverse-sde": "euler-maruyama" } as const;
/** Pairs of paths in the figure. */
const shown = 6;

const meanOf = ({ frames }: Samples): Measured => {
  const { mean, covariance } = moments(frames.data, 1);
  return { value: mean[0], error: Math.sqrt(covariance[0][0] / frames.data.length) };
};

export const flow: CourseEntry<typeof config> = {
  name: "flow",
  place: 9,
  title: "The reverse SDE and the probability flow",
  about:
    "From the same points at the end of the diffusion, one with noise and one without. From the exact law both come to the data. From N(0, 1) the flow keeps what the start " +
    "has wrong, to the last nat; the noise of the SDE forgets most of it.",
  lecture: "PHYS 777 and Machine learning in physics, lecture 26: reverse SDE and probability flow",
  formulas: [
    "\\mathrm{d}x = [f(t)\\, x - g(t)^2\\, \\nabla \\log p_t(x)]\\, \\mathrm{d}t + g(t)\\, \\mathrm{d}W",
    "\\frac{\\mathrm{d}x}{\\mathrm{d}t} = f(t)\\, x - \\tfrac12 g(t)^2\\, \\nabla \\log p_t(x)",
    "\\mathrm{KL}(q_0^{\\text{flow}} \\| p_0) = \\mathrm{KL}(q_T \\| p_T), \\qquad \\mathrm{KL}(q_0^{\\text{SDE}} \\| p_0) \\le \\mathrm{KL}(q_T \\| p_T)",
  ],
  question: {
    asked:
      "The flow is a bijection. Why does that alone fix the divergence of its end from the data, and why must the SDE lose some of it?",
    answer: [
      "A bijection only renames points: the density ratio q/p is carried along, and the divergence is an average of a function of that ratio. The SDE draws x_0 given x_T from the right conditional law, " +
        "whatever x_T was: two starts that differ are averaged over what they lead to, so the ratio at x_0 is the mean of ratios at x_T, and a mean of a convex function can only fall (the data " +
        "processing inequality). It falls the more, the less x_T says about x_0.",
    ],
  },
  references: [
    "B. D. O. Anderson (1982), doi:10.1016/0304-4149(82)90051-5",
    "Y. Song et al. (2021), arXiv:2011.13456",
  ],
  config,
  quick: { particles: 5000, steps: 300 },
  async run({ steps, particles, T, seed }, context) {
    const schedule = scheduleOf({ name: "ddpm", T });
    const grid = grids.uniform(T, 0, steps);
    const spec = (kind: Kind, parts: Pick<SampleSpec, "start" | "particles" | "times">): SampleSpec => ({
      density,
      motion: { kind: "reverse", schedule: { name: "ddpm", T }, lambda: kind === "flow" ? 0 : 1 },
      solver: solvers[kind],
      grid,
      seed,
      ...parts,
    });
    const starts = { prior: { deviation: 1 }, exact: { exactAt: T } } as const;
    const times = spaced(grid, 80);
    const run = (kind: Kind, start: keyof typeof starts) =>
      sampleEnsemble(
        context,
        spec(kind, { start: starts[start], particles, times: [0] }),
        `${labels[kind]}, ${start} start`,
      );
    const few = (kind: Kind) =>
      sampleEnsemble(
        context,
        spec(kind, { start: starts.prior, particles: shown, times }),
        `paths, ${labels[kind]}`,
      );
    const numbers: CourseNumber[] = [];
    const [alpha, sigma] = [schedule.alpha(T), schedule.sigma(T)];
    const laws = endLaws(lawAt(1, 0), lawAt(alpha, sigma), alpha, sigma);
    const ends = { flow: laws.flow.mean, "reverse-sde": laws.sde.mean };
    for (const kind of kinds) {
      for (const start of ["exact", "prior"] as const) {
        const samples = await run(kind, start);
        await context.array(`${kind}-${start}`, ndarray(samples.frames.data, [particles, 1]));
        numbers.push({
          key: `${kind === "flow" ? "flow" : "sde"}${start === "exact" ? "Exact" : "Prior"}Mean`,
          quantity: `mean, ${labels[kind]}, from ${start === "exact" ? "the exact law" : "N(0, 1)"}`,
          ...meanOf(samples),
          exact: start === "exact" ? lawAt(1, 0).mean : ends[kind],
        });
      }
    }
    const figure = pathsFigure(times, T, {
      flow: await few("flow"),
      "reverse-sde": await few("reverse-sde"),
    });
    return {
      blocks: [
        `The data is 0.8 N(1, 0.3^2) + 0.2 N(-1, 0.3^2), the schedule the one of ${T} steps, which leaves ${(100 * alpha).toFixed(0)} % of the signal in the last state, so that N(0, 1) is a wrong start. ` +
          `${shown} pairs of paths begin at the same points on the left.`,
        { name: "paths", figure, caption: "Shading: the density at each instant, over its maximum." },
        {
          table: {
            columns: ["", "mean", "KL from what it should be, nats"],
            rows: [
              ["N(0, 1) at the end of the schedule", laws.start.mean, laws.start.divergence],
              ["where the flow takes it", laws.flow.mean, laws.flow.divergence],
              ["where the reverse SDE takes it", laws.sde.mean, laws.sde.divergence],
              ["the data", lawAt(1, 0).mean, 0],
            ],
            caption:
              "By quadrature: the flow keeps the order of points on a line, the reverse SDE draws from the conditional law.",
          },
        },
        {
          name: "laws",
          figure: lawsFigure(laws),
          caption: "The exact laws at t = 0, from N(0, 1) at the end.",
        },
      ],
      numbers: [
        ...numbers,
        {
          key: "flowDivergence",
          quantity: "KL of the flow's end from the data, nats",
          value: laws.flow.divergence,
          error: 0,
        },
        {
          key: "sdeDivergence",
          quantity: "KL of the reverse SDE's end from the data, nats",
          value: laws.sde.divergence,
          error: 0,
        },
      ],
    };
  },
};
