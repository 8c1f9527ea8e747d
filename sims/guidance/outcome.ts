import type { NdArray } from "ndarray";
import {
  type Grid,
  type Histogram,
  histogram,
  kullbackLeibler,
  type ScheduleSpec,
  type Settings,
  type Tested,
} from "../../src/index.ts";
import type { EngineName } from "../engine/engine-flag.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import type { Guidance, SampleSpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import type { Example } from "./example.ts";
import { coarser, histogramAxes, type LawsOnCells, lawsOnCells } from "./laws-on-cells.ts";

export interface Asked {
  readonly example: Example;
  readonly label: number;
  readonly schedule: ScheduleSpec;
  /** Falling. */
  readonly grid: Grid;
  /** Of the flow, and its settings. */
  readonly solver: string;
  readonly settings: Settings;
  readonly particles: number;
  /** Rising, ending where `grid` begins: the times along which densities are carried. */
  readonly carry: Grid;
  readonly engine: EngineName;
  readonly seed: bigint;
}

/** What guidance of one strength did. */
export interface Outcome {
  readonly w: number;
  readonly laws: LawsOnCells;
  /** The ends of the flow guided without a classifier, n x d. */
  readonly free: NdArray<Float64Array>;
  /** And by one, from the same start. */
  readonly classifier: NdArray<Float64Array>;
  /** The ends of the guided reverse SDE. */
  readonly sde: NdArray<Float64Array>;
  readonly histogram: Histogram;
  /** The flow's particles against the law that is carried along the flow: nothing is wrong but the steps. */
  readonly own: Tested;
  /** Flow and SDE against the tilted law. */
  readonly tilted: { readonly flow: Tested; readonly sde: Tested };
  /** The largest difference between a particle guided in the one way and in the other. */
  readonly apart: number;
}

/** The same method for every reverse SDE. */
const sdeSolver = "sra1";

/** The ends of a run guided in one way, by the flow (lambda = 0) or the reverse SDE, n x d. */
async function ends(
  context: Context,
  { example, schedule, grid, particles, seed, engine, ...asked }: Asked,
  points: Float64Array,
  guidance: Guidance,
  lambda: 0 | 1,
): Promise<NdArray<Float64Array>> {
  const spec: SampleSpec = {
    density: example.whole,
    motion: { kind: "reverse", schedule, lambda, guidance },
    ...(lambda === 0 ? { solver: asked.solver, settings: asked.settings } : { solver: sdeSolver }),
    grid,
    start: { points },
    particles,
    seed,
    times: [grid[grid.length - 1]],
    engine,
    precise: "two kinds of guidance are compared to rounding",
  };
  const name = `${lambda === 0 ? "flow" : "reverse SDE"}, ${guidance.by}, w = ${guidance.w}, ${example.window.length}-d`;
  return frame(await sampleEnsemble(context, spec, name), 0);
}

/** Samples with guidance of strength w in each way, and says what was sampled. */
export async function outcomeOf(context: Context, asked: Asked, w: number): Promise<Outcome> {
  const { example, label, schedule, grid, seed, particles } = asked;
  const conditional = example.classes[label];
  const law = { density: conditional, noised: { schedule, t: grid[0] }, seed };
  const points = await context.compute<Float64Array>("exact", { ...law, first: 0, count: particles });
  const without: Guidance = { conditional, w, by: "classifier-free" };
  const free = await ends(context, asked, points, without, 0);
  const classifier = await ends(context, asked, points, { ...without, by: "classifier" }, 0);
  const sde = await ends(context, asked, points, without, 1);
  const d = example.window.length;
  const laws = await lawsOnCells(context, { ...asked, w, grid: asked.carry });
  const axes = histogramAxes(example.window);
  const [ofFlow, ofSde] = [free, sde].map(({ data }) => histogram(data, d, axes));
  const [flow, tilted] = [laws.flow, laws.tilted].map((law) => coarser(law, d));
  return {
    w,
    laws,
    free,
    classifier,
    sde,
    histogram: ofFlow,
    own: kullbackLeibler(ofFlow, flow),
    tilted: { flow: kullbackLeibler(ofFlow, tilted), sde: kullbackLeibler(ofSde, tilted) },
    apart: free.data.reduce((most, x, i) => Math.max(most, Math.abs(x - classifier.data[i])), 0),
  };
}
