import ndarray, { type NdArray } from "ndarray";
import type { EngineName } from "../engine/engine-flag.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { type ScoreCard, scoreCard } from "../sampling/score-card.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import type { Sampler } from "./four-samplers.ts";
import { spiralDistance } from "./spiral.ts";

/** What one sampler left at the largest number of evaluations, and its distances on the way there. */
export interface Outcome {
  readonly sampler: Sampler;
  readonly points: NdArray<Float64Array>;
  readonly evaluations: readonly number[];
  readonly distance: readonly number[];
  /** Root mean square distance to the spiral, and how many standard errors from that of exact samples. */
  readonly spread: { readonly value: number; readonly error: number };
  readonly deviations: number;
}

/** 20, 50, 200, 1000, 5000, ... up to the most. */
const ladder = (most: number): number[] => {
  const rungs = [20, 50, 200, 1000, 5000, 20_000].filter((n) => n < most);
  return [...rungs, most];
};

/** The law that the samplers aim at, by exact samples. */
export interface Truth {
  readonly card: ScoreCard;
  readonly points: Float64Array;
  readonly spread: { readonly value: number; readonly error: number };
}

export async function truthOf(context: Context, particles: number, key: bigint): Promise<Truth> {
  const law = { density: { name: "swiss-roll" }, noised: { schedule: { name: "ve" }, t: 0 }, seed: key };
  const card = await scoreCard(context, law, { size: particles });
  const points = await context.compute<Float64Array>("exact", { ...law, first: 0, count: 100_000 });
  return { card, points, spread: spiralDistance(points) };
}

/** The particles after each number of evaluations: one run each, or one for all where the short are part of the long. */
async function* rungs(
  context: Context,
  evaluations: readonly number[],
  specOf: (evaluations: number) => SampleSpec,
  { label, nested }: Sampler,
) {
  if (nested) {
    const spec = specOf(evaluations[evaluations.length - 1]);
    const run = await sampleEnsemble(
      context,
      { ...spec, times: evaluations.map((n) => spec.grid[n]) },
      label,
    );
    for (const k of evaluations.keys()) yield frame(run, k);
  } else {
    for (const n of evaluations) {
      const run = await sampleEnsemble(context, specOf(n), `${label}, ${n} evaluations`);
      yield frame(run, 0);
    }
  }
}

interface Asked {
  readonly particles: number;
  /** Evaluations, at most. */
  readonly steps: number;
  readonly engine: EngineName;
  readonly seed: bigint;
}

/** Runs one sampler at every number of evaluations and judges it. */
export async function runSampler(
  context: Context,
  sampler: Sampler,
  truth: Truth,
  { particles, steps, engine, seed }: Asked,
): Promise<Outcome> {
  const evaluations = ladder(steps);
  const distance: number[] = [];
  let points: NdArray<Float64Array> = ndarray(new Float64Array(0), [0, 2]);
  for await (points of rungs(
    context,
    evaluations,
    (n) => ({ ...sampler.spec(n, particles, seed), engine }),
    sampler,
  )) {
    const slicedWasserstein = truth.card.distance(points.data);
    context.metric({ sampler: sampler.name, evaluations: evaluations[distance.length], slicedWasserstein });
    distance.push(slicedWasserstein);
  }
  const spread = spiralDistance(points.data);
  const deviations = (spread.value - truth.spread.value) / Math.hypot(spread.error, truth.spread.error);
  await context.array(sampler.name, points);
  return { sampler, points, evaluations, distance, spread, deviations };
}
