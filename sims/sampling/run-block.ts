import {
  arraySpace,
  choose,
  type Density,
  DivergenceError,
  diffusedStart,
  type Ensemble,
  freshNoise,
  normalStart,
  type Process,
  record,
  type State,
  schedules,
  UsageError,
} from "../../src/index.ts";
import { bind } from "./bind.ts";
import { closedUnderNoise, densityOf } from "./density-of.ts";
import type { SampleBlock, SampleFrames } from "./spec.ts";

/** Lets the caller see the last state of a process as it goes by. */
function watched<S>(process: Process<S>, see: (state: State<S>) => void): Process<S> {
  return {
    start: process.start,
    step(state, at) {
      const next = process.step(state, at);
      if (at.last) see(next);
      return next;
    },
  };
}

/** Positions at the start of a block. */
function startOf(space: Ensemble<Float64Array>, density: Density, block: SampleBlock): Float64Array {
  const { start, motion, seed } = block;
  const { particles, dimension, first } = space;
  if ("points" in start) return start.points.slice(first * dimension, (first + particles) * dimension);
  if ("deviation" in start) return normalStart(space, seed, start.deviation);
  if (motion.kind === "langevin") {
    throw new UsageError({
      what: "start",
      got: "the law at a time",
      expected: "a diffusion, which has times",
    });
  }
  const schedule = choose("schedule", motion.schedule, schedules);
  return diffusedStart(space, seed, closedUnderNoise(density), schedule, start.exactAt);
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
  const density = await densityOf(block.density);
  const { dimension } = density;
  const { particles, first, seed, grid, times } = block;
  const space = arraySpace({ particles, dimension, first });
  let accepted: Float64Array | undefined;
  const process = watched(bind(space, density, block, freshNoise(space, seed)), (state) => {
    if (state.accepted instanceof Float64Array) accepted = state.accepted;
  });
  const x = startOf(space, density, block);
  if (block.motion.kind === "langevin") checkStart(space, density, x);
  const frames = await record(space, process, x, grid, { times, ...(progress && { progress }) });
  const share = accepted && accepted.reduce((sum, a) => sum + a, 0) / particles;
  return { frames: frames.data, dimension, ...(share !== undefined && { accepted: share }) };
}
