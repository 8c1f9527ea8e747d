import {
  arraySpace,
  type Density,
  DivergenceError,
  diffusedStart,
  type Ensemble,
  freshNoise,
  normalStart,
  type Process,
  record,
  type State,
  scheduleOf,
  UsageError,
} from "../../src/index.ts";
import { bind } from "./bind.ts";
import { closedUnderNoise } from "./density-of.ts";
import type { SampleBlock, SampleFrames } from "./spec.ts";
import { densityIn, type Subject, subjectOf } from "./subject.ts";

/** Lets the caller see the states of a process as they go by. */
const watched = <S>(
  process: Process<S>,
  see: (state: State<S>, t: number, last: boolean) => void,
): Process<S> => ({
  start(x, t) {
    const state = process.start(x, t);
    see(state, t, false);
    return state;
  },
  step(state, at) {
    const next = process.step(state, at);
    see(next, at.t1, at.last);
    return next;
  },
});

/** Positions at the start of a block. */
function startOf(space: Ensemble<Float64Array>, subject: Subject, block: SampleBlock): Float64Array {
  const { start, motion, seed } = block;
  const { particles, dimension, first } = space;
  if ("points" in start) return start.points.slice(first * dimension, (first + particles) * dimension);
  if ("deviation" in start) {
    const { at, deviation } = start;
    const x = normalStart(space, seed, deviation);
    return at === undefined ? x : x.map((z, i) => at[i % dimension] + z);
  }
  if (!("schedule" in motion)) {
    throw new UsageError({
      what: "start",
      got: "the law at a time",
      expected: "a diffusion, which has times",
    });
  }
  const schedule = scheduleOf(motion.schedule);
  return diffusedStart(space, seed, closedUnderNoise(densityIn(subject)), schedule, start.exactAt);
}

/** Langevin dynamics needs a density at its start: refuses one that is not a number there, or infinite. */
function checkStart(space: Ensemble<Float64Array>, density: Density, x: Float64Array): void {
  const l = space.evaluate(density.logDensity, [], space.scratch(1), x);
  const bad = l.findIndex((value) => Number.isNaN(value) || value === Infinity);
  if (bad < 0) return;
  const d = density.dimension;
  const at = [...x.subarray(bad * d, (bad + 1) * d)].map((v) => v.toPrecision(4)).join(", ");
  throw new DivergenceError(
    `the log-density of ${density.title} is ${l[bad]} at the start of particle ${space.first + bad}, ` +
      `at (${at}). It has to be finite, or -Infinity, wherever particles go: check the formula, or start closer with --spread.`,
  );
}

/** Runs a block of particles of a spec on the array space, with fresh noise. */
export async function runBlock(
  block: SampleBlock,
  progress?: (fraction: number) => void,
): Promise<SampleFrames> {
  const subject = await subjectOf(block);
  const { dimension } = subject;
  const { particles, first, seed, grid, times } = block;
  const space = arraySpace({ particles, dimension, first });
  let accepted: Float64Array | undefined;
  const momenta = block.momenta ? new Float64Array(times.length * particles * dimension) : undefined;
  const see = ({ accepted: share, momentum }: State<Float64Array>, t: number, last: boolean) => {
    if (last && share instanceof Float64Array) accepted = share;
    const frame = momenta === undefined ? -1 : times.indexOf(t);
    if (frame >= 0) momenta?.set(momentum as Float64Array, frame * particles * dimension);
  };
  const process = watched(bind(space, subject, block, freshNoise(space, seed)), see);
  const x = startOf(space, subject, block);
  if (block.motion.kind === "langevin") checkStart(space, densityIn(subject), x);
  const frames = await record(space, process, x, grid, { times, ...(progress && { progress }) });
  return {
    frames: frames.data,
    dimension,
    ...(momenta !== undefined && { momenta }),
    ...(accepted !== undefined && { accepted: accepted.reduce((sum, a) => sum + a, 0) }),
  };
}
