import ndarray, { type NdArray } from "ndarray";
import type { Grid, Settings } from "../../src/index.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { type ScoreCard, scoreCard } from "../sampling/score-card.ts";
import type { DensitySpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import type { Fitted } from "./by-network.ts";
import type { LearnedSamplesInput } from "./learned-samples.ts";

interface Asked {
  readonly density: DensitySpec;
  /** Of the flow, and its settings. */
  readonly solver: string;
  readonly settings: Settings;
  /** Noise levels that fall. */
  readonly grid: Grid;
  readonly particles: number;
  readonly seed: bigint;
}

/** The ends of the flow along two scores from the same start, n x d. */
export interface BothSamples {
  readonly learned: NdArray<Float64Array>;
  readonly exact: NdArray<Float64Array>;
  readonly start: Float64Array;
  /** Some exact samples. */
  readonly truth: NdArray<Float64Array>;
  /** Root mean square distance between the two ends of a particle. */
  readonly apart: number;
  readonly card: ScoreCard;
}

const schedule = { name: "edm" };

/** The learned flow on all threads. */
async function byLearned(
  context: Context,
  fitted: Fitted,
  { solver, settings, grid, particles }: Asked,
  start: Float64Array,
): Promise<Float64Array> {
  const d = fitted.fit.size.dimension;
  const size = Math.ceil(particles / context.threads);
  const out = new Float64Array(start.length);
  await Promise.all(
    Array.from({ length: Math.ceil(particles / size) }, async (_, b) => {
      const first = b * size;
      const points = start.slice(first * d, (first + size) * d);
      const input: LearnedSamplesInput = { ...fitted, solver, settings, grid, points, first };
      out.set(await context.compute<Float64Array>("learnedSamples", input), first * d);
    }),
  );
  return out;
}

/** Samples by the exact score and by the learned one: the same solver, grid and start, which is exact, so that only the score differs. */
export async function bothSamples(context: Context, fitted: Fitted, asked: Asked): Promise<BothSamples> {
  const { density, solver, settings, grid, particles, seed } = asked;
  const noised = { density, noised: { schedule, t: grid[0] }, seed: seed ^ 1n, first: 0, count: particles };
  const start = await context.compute<Float64Array>("exact", noised);
  const run = await sampleEnsemble(
    context,
    {
      density,
      motion: { kind: "reverse", schedule, lambda: 0 },
      solver,
      settings,
      grid,
      start: { points: start },
      particles,
      seed,
      times: [grid[grid.length - 1]],
    },
    "flow, exact score",
  );
  const exact = frame(run, 0);
  const d = fitted.fit.size.dimension;
  const learned = await byLearned(context, fitted, asked, start);
  const square = learned.reduce((sum, x, i) => sum + (x - exact.data[i]) ** 2, 0);
  const law = { density, noised: { schedule, t: grid[grid.length - 1] }, seed };
  const card = await scoreCard(context, law, { size: particles, count: 20 * particles, sets: 50 });
  const truth = await context.compute<Float64Array>("exact", { ...law, first: 0, count: 2000 }, true);
  return {
    learned: ndarray(learned, [particles, d]),
    exact,
    start,
    truth: ndarray(truth, [2000, d]),
    apart: Math.sqrt(square / particles),
    card,
  };
}
