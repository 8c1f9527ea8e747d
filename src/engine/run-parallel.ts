import { allocateFrames } from "../allocate-frames.ts";
import { integer } from "../check.ts";
import { frameCount, type Program } from "./program.ts";
import { cutPart, type RunPart, rangeOf } from "./run-part.ts";
import type { RunOutcome, Watch } from "./run-program.ts";
import type { Team } from "./team.ts";
import type { Job } from "./team-worker.ts";

/** What is seen of a run on workers, and how it is stopped. Its progress is told block by block. */
export interface ParallelWatch extends Watch {
  /** Stops the run, which is then refused with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Particles of a block: enough blocks for many threads to end together, none with more than 16 MB of frames. It depends on no
 * number of threads, and so neither does anything that a run says, an error included.
 */
function blockSize(program: Program, particles: number): number {
  const most = Math.min(2 ** 16, 2 ** 21 / (frameCount(program) * program.dimension));
  return 64 * Math.max(1, Math.floor(Math.min(most, particles / 64 + 63) / 64));
}

/** An outcome with room for all particles, and a way to put that of a block into its place. */
function gather(program: Program, particles: number, keepState: boolean, names: readonly string[]) {
  const { dimension, entries } = program;
  const count = frameCount(program);
  const frames = allocateFrames(count, particles, dimension);
  const room = (wanted: Program["entries"], times: number) =>
    Object.fromEntries(wanted.map(({ name, width }) => [name, allocateFrames(times, particles, width)]));
  const state = keepState ? room(entries, 1) : undefined;
  const watched = entries.filter(({ name }) => names.includes(name));
  const others = names.length > 0 ? room(watched, count) : undefined;
  /** Rows of the particles p, p + 1, ... in each of the frames. */
  const place = (all: Float64Array, p: number, block: Float64Array, times: number): void => {
    const size = block.length / times;
    const stride = all.length / times;
    const at = (p * stride) / particles;
    for (let f = 0; f < times; f++) all.set(block.subarray(f * size, (f + 1) * size), f * stride + at);
  };
  const put = (p: number, block: RunOutcome): void => {
    place(frames, p, block.frames, count);
    for (const name in state) place(state[name], p, block.state?.[name] as Float64Array, 1);
    for (const name in others) place(others[name], p, block.others?.[name] as Float64Array, count);
  };
  return { outcome: { frames, ...(state && { state }), ...(others && { others }) }, put };
}

/**
 * `runProgram` on the workers of a team: the same outcome to the last bit, for any number of threads and any size of the blocks that
 * are handed out. Where particles of several blocks diverge, the first of these blocks tells. Memory is that of the outcome,
 * and of a few blocks.
 *
 * @throws what `runProgram` throws; the signal's reason; an Error where a worker died twice over the same block
 */
export async function runParallel(
  team: Team,
  program: Program,
  part: RunPart,
  { entries = [], progress, signal }: ParallelWatch = {},
): Promise<RunOutcome> {
  signal?.throwIfAborted();
  const { particles } = rangeOf(program, part);
  const size = integer("block", part.block ?? blockSize(program, particles), { min: 1 });
  const { outcome, put } = gather(program, particles, part.keepState ?? false, entries);
  const jobs: Job[] = [];
  let done = 0;
  const ends = Array.from({ length: Math.ceil(particles / size) }, async (_, i) => {
    const p = i * size;
    const n = Math.min(size, particles - p);
    const order = () => ({ part: cutPart(program, part, p, n), entries });
    const block = new Promise<RunOutcome>((done, fail) => {
      jobs.push({ program, order, done, fail, deaths: 0 });
    });
    put(p, await block);
    done += n;
    progress?.(done / particles);
  });
  for (const end of ends) end.catch(() => {}); // the first that is waited for tells
  const stop = (): void => {
    for (const job of jobs) job.fail(signal?.reason);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    team.add(jobs);
    for (const end of ends) await end;
    return outcome;
  } finally {
    signal?.removeEventListener("abort", stop);
    team.drop(jobs);
  }
}
