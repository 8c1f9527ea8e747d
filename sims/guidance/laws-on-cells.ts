import {
  type Axis,
  arraySpace,
  cells,
  diffusedLogDensity,
  type Grid,
  type ScheduleSpec,
  scheduleOf,
} from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { Context } from "../simulation.ts";
import type { Example } from "./example.ts";
import type { GuidedLawInput } from "./guided-law.ts";

/** Probabilities of the cells of a window, by the midpoint rule, in the order of a histogram's counts. */
export interface LawsOnCells {
  /** What the guided flow samples. */
  readonly flow: Float64Array;
  /** p(x) p(y | x)^(1 + w) over its integral. */
  readonly tilted: Float64Array;
  /** The sum of `flow` before it was normalised: 1 but for what is outside, the midpoint rule and the steps. */
  readonly mass: number;
  /** Half the sum of |flow - tilted|. */
  readonly totalVariation: number;
  /** KL(flow || tilted), in nats. */
  readonly divergence: number;
  /** n^d x d, the centres. */
  readonly points: Float64Array;
}

export interface LawsAsked {
  readonly example: Example;
  /** Which class is asked for. */
  readonly label: number;
  readonly w: number;
  readonly schedule: ScheduleSpec;
  /** Rising, from the time at which the laws are compared. */
  readonly grid: Grid;
}

/** Cells along each axis of a line and of a plane. */
const fine = [400, 80];
/** How many of them are one cell of a histogram, along each axis. */
const merged = [8, 4];

/** The cells of a histogram over a window. */
export const histogramAxes = (window: Example["window"]): Axis[] =>
  window.map(([low, high]) => {
    const k = window.length - 1;
    return { low, high, cells: fine[k] / merged[k] };
  });

/** The probabilities of the cells of a histogram from those of the finer ones. */
export function coarser(probabilities: Float64Array, d: number): Float64Array {
  const [n, factor] = [fine[d - 1], merged[d - 1]];
  const columns = n / factor;
  const out = new Float64Array(columns ** d);
  probabilities.forEach((p, i) => {
    const row = Math.floor(Math.floor(i / n) / factor);
    out[row * columns + Math.floor((i % n) / factor)] += p;
  });
  return out;
}

/** The centres of n cells along each axis of a line or a plane, n^d x d. */
export function centres(window: Example["window"], n: number): Float64Array {
  if (window.length === 2) return cells(window, n).points;
  const [[low, high]] = window;
  return Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));
}

const sum = (values: Float64Array): number => values.reduce((total, v) => total + v, 0);

/** The log-densities of the flow at points, in blocks on all threads. */
async function logDensities(context: Context, input: GuidedLawInput, d: number): Promise<Float64Array> {
  const n = input.points.length / d;
  const size = Math.ceil(n / (2 * context.threads));
  const parts = await Promise.all(
    Array.from({ length: Math.ceil(n / size) }, (_, b) => {
      const points = input.points.slice(b * size * d, (b + 1) * size * d);
      return context.compute<Float64Array>("guidedLaw", { ...input, points });
    }),
  );
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** log of p_t(x)^-w p_t(x | y)^(1 + w), the tilted law up to its constant, at the first time. */
async function logTilted({ example, label, w, schedule, grid }: LawsAsked, points: Float64Array) {
  const levels = scheduleOf(schedule);
  const dimension = example.window.length;
  const space = arraySpace({ particles: points.length / dimension, dimension });
  const [all, given] = await Promise.all(
    [example.whole, example.classes[label]].map(async (spec) =>
      diffusedLogDensity(space, closedUnderNoise(await densityOf(spec)), levels)(
        grid[0],
        points,
        space.scratch(1),
      ),
    ),
  );
  return given.map((l, i) => (1 + w) * l - w * all[i]);
}

/** What the guided flow samples, by carrying the density along it, and what it is said to sample, on the same cells. */
export async function lawsOnCells(context: Context, asked: LawsAsked): Promise<LawsOnCells> {
  const { example, label, w, schedule, grid } = asked;
  const n = fine[example.window.length - 1];
  const points = centres(example.window, n);
  const volume = example.window.reduce((v, [low, high]) => (v * (high - low)) / n, 1);
  const guidance = { conditional: example.classes[label], w, by: "classifier-free" } as const;
  const input = { whole: example.whole, guidance, schedule, grid, points };
  const carried = (await logDensities(context, input, example.window.length)).map(
    (l) => volume * Math.exp(l),
  );
  const mass = sum(carried);
  const flow = carried.map((q) => q / mass);
  const log = await logTilted(asked, points);
  const top = log.reduce((most, l) => Math.max(most, l), -Infinity);
  const total = top + Math.log(sum(log.map((l) => Math.exp(l - top))));
  const tilted = log.map((l) => Math.exp(l - total));
  return {
    flow,
    tilted,
    mass,
    totalVariation: sum(flow.map((q, i) => Math.abs(q - tilted[i]))) / 2,
    divergence: sum(flow.map((q, i) => (q > 0 ? q * (Math.log(q) - log[i] + total) : 0))),
    points,
  };
}
