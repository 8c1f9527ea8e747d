import ndarray, { type NdArray } from "ndarray";
import { type Block, samplers, type Window } from "../../plots/index.ts";
import { DivergenceError, densityGrid, grids } from "../../src/index.ts";
import type { Distance } from "../sampling/distance-from-law.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { numbersOf } from "../sampling/grid-values.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import { subjectOf } from "../sampling/subject.ts";
import type { Context } from "../simulation.ts";
import type { ExactLaw } from "../tasks/exact.ts";

interface Annealed {
  /** The annealed run. */
  readonly spec: SampleSpec;
  readonly law: ExactLaw;
  readonly distance: Distance;
  readonly points: NdArray<Float64Array>;
  readonly settings: { readonly steps: number; readonly eps: number; readonly to: number };
  readonly window: Window;
}

/** Plain Langevin dynamics at the last noise level, from the same start and for as many steps; undefined where it diverges. */
async function plain(context: Context, { spec, settings: { steps, eps, to } }: Annealed) {
  const grid = grids.uniform(0, (steps * eps) / 2, steps);
  const { settings: _, ...common } = spec;
  const motion = { kind: "langevin", level: to } as const;
  try {
    const run = await sampleEnsemble(
      context,
      { ...common, motion, solver: "euler-maruyama", grid, times: [grid[steps]] },
      "plain Langevin dynamics",
    );
    return frame(run, 0);
  } catch (error) {
    if (error instanceof DivergenceError) return undefined;
    throw error;
  }
}

/** The particles of both beside exact samples, in the plane. */
async function figure(context: Context, of: Annealed, others: NdArray<Float64Array>, value: number) {
  const { law, distance, points, settings, window, spec } = of;
  const count = Math.min(spec.particles, 4000);
  const exact = await context.compute<Float64Array>("exact", { ...law, first: 0, count });
  const { density } = await subjectOf(spec);
  const noised = density?.diffused?.(settings.to);
  const common = { evaluations: settings.steps };
  return samplers({
    truth: {
      points: ndarray(exact, [count, 2]),
      distance: distance.card.exact[distance.card.exact.length >> 1],
    },
    samplers: [
      { name: "langevin", label: "Langevin", points: others, distance: value, ...common },
      { name: "annealed", label: "Annealed Langevin", points, distance: distance.value, ...common },
    ],
    ...(noised !== undefined && {
      density: densityGrid(noised, numbersOf(noised, { alpha: 1, sigma: settings.to }), window),
    }),
    window,
    metric: "sliced W2",
  });
}

/** What plain Langevin dynamics makes of the same start and the same work. */
export async function beside(context: Context, of: Annealed): Promise<Block[]> {
  const { eps, steps } = of.settings;
  const others = await plain(context, of);
  if (others === undefined) {
    const why = `Plain Langevin dynamics diverges at eps = ${eps}: take a smaller --eps.`;
    context.say(why);
    return [why];
  }
  await context.array("plain", others);
  const value = of.distance.card.distance(others.data);
  context.number("plainSlicedWasserstein", value);
  const said = `Plain Langevin dynamics, ${steps} steps of eps = ${eps} from the same start: sliced W2 ${value.toPrecision(3)}.`;
  context.say(said);
  if (others.shape[1] !== 2) return [said];
  const shown = await figure(context, of, others, value);
  const caption = "Both after the same number of score evaluations, beside exact samples.";
  await context.figure("beside", shown, caption);
  return [said, { name: "beside", figure: shown, caption }];
}
