import ndarray, { type NdArray } from "ndarray";
import { arraySpace, freshNoise, UsageError } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import { bind, solverOf } from "./bind.ts";
import { chooseEngine } from "./choose-engine.ts";
import { compile } from "./compile.ts";
import type { SampleBlock, SampleFrames, SampleSpec } from "./spec.ts";
import { type Subject, subjectOf } from "./subject.ts";

/** What a sampling left. */
export interface Samples {
  /** frames x particles x dimension */
  readonly frames: NdArray<Float64Array>;
  /** The same of the momenta, where they were asked for. */
  readonly momenta?: NdArray<Float64Array>;
  readonly dimension: number;
  /** Share of proposals accepted in the last step, where there are any. */
  readonly accepted?: number;
  /** Whether the method looks across the batch, so that more particles change the first ones. */
  readonly coupled: boolean;
}

/** Blocks small enough to keep every thread busy to the end. */
function blocksOf(spec: SampleSpec, coupled: boolean, threads: number): SampleBlock[] {
  const size = coupled ? spec.particles : Math.ceil(spec.particles / (threads * 4));
  const count = Math.ceil(spec.particles / size);
  return Array.from({ length: count }, (_, b) => {
    const first = b * size;
    return { ...spec, first, particles: Math.min(size, spec.particles - first) };
  });
}

/** The frames of all blocks side by side. */
function join(
  blocks: readonly SampleBlock[],
  parts: readonly Float64Array[],
  { particles, times }: SampleSpec,
  dimension: number,
) {
  const all = new Float64Array(times.length * particles * dimension);
  for (const [b, { first, particles: size }] of blocks.entries()) {
    for (let f = 0; f < times.length; f++) {
      const block = parts[b].subarray(f * size * dimension, (f + 1) * size * dimension);
      all.set(block, (f * particles + first) * dimension);
    }
  }
  return ndarray(all, [times.length, particles, dimension]);
}

/** Frames are held twice while they are joined, a solver's states in each block. */
const states = 10;
/** Share of the machine's memory that a run may take, and the most that it may take anywhere, in bytes. */
const share = 0.7;
const most = 6e9;

function checkSize({ particles, times }: SampleSpec, dimension: number, memory: number): void {
  const bytes = 8 * particles * dimension * (2 * times.length + states);
  const limit = Math.min(most, share * memory);
  if (bytes <= limit) return;
  throw new UsageError({
    what: "size of the run",
    got: `${particles} particles in ${dimension} dimensions, ${times.length} frames: ${(bytes / 1e9).toPrecision(3)} GB`,
    expected: `at most ${(limit / 1e9).toPrecision(3)} GB${limit < most ? `, as this machine has ${(memory / 1e9).toPrecision(3)} GB` : ""}`,
    advice: "Record fewer frames or run fewer particles.",
  });
}

/** Refuses what does not go together before anything is computed: a run of one particle is put together here. */
async function checked(spec: SampleSpec, memory: number): Promise<Subject> {
  const subject = await subjectOf(spec);
  checkSize(spec, subject.dimension, memory);
  const space = arraySpace({ particles: 1, dimension: subject.dimension });
  bind(space, subject, spec, freshNoise(space, spec.seed));
  return subject;
}

/** Samples on all threads; the result does not depend on their number. */
export async function sampleEnsemble(context: Context, spec: SampleSpec, label: string): Promise<Samples> {
  const subject = await checked(spec, context.memory);
  const use = await chooseEngine(subject, spec);
  const coupled = solverOf(spec.solver).couples === "batch";
  const blocks = blocksOf(spec, coupled, context.threads);
  let done = 0;
  context.progress(label, 0, spec.particles);
  context.engine(use, label);
  const program = use.engine === "reference" ? undefined : await compile(subject, spec, use.engine);
  const parts = await Promise.all(
    blocks.map(async (block) => {
      const part = await context.compute<SampleFrames>("sample", program ? { ...block, program } : block);
      done += block.particles;
      context.progress(label, done, spec.particles);
      return part;
    }),
  );
  const { dimension } = parts[0];
  const joined = (pick: (part: SampleFrames) => Float64Array) =>
    join(blocks, parts.map(pick), spec, dimension);
  const counts = parts.map(({ accepted }) => accepted);
  const accepted = counts.every((count) => count !== undefined)
    ? counts.reduce((sum, count) => sum + count, 0) / spec.particles
    : undefined;
  return {
    frames: joined(({ frames }) => frames),
    ...(spec.momenta === true && { momenta: joined(({ momenta }) => momenta as Float64Array) }),
    dimension,
    coupled,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

/** One frame as n x d points. */
export const frame = ({ frames }: Pick<Samples, "frames">, k: number): NdArray<Float64Array> => {
  const [, particles, dimension] = frames.shape;
  const size = particles * dimension;
  return ndarray(frames.data.subarray(k * size, (k + 1) * size), [particles, dimension]);
};
