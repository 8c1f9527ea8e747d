import { type Ensemble, freshNoise, type Process, record, type State } from "../../src/index.ts";
import { bind } from "./bind.ts";
import type { SampleBlock, SampleFrames } from "./spec.ts";
import type { Subject } from "./subject.ts";

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

/** Runs a block of particles of a spec on the array space, with fresh noise. */
export async function runOnArrays(
  space: Ensemble<Float64Array>,
  subject: Subject,
  block: SampleBlock,
  x: Float64Array,
  progress?: (fraction: number) => void,
): Promise<Omit<SampleFrames, "dimension">> {
  const { seed, grid, times } = block;
  const momenta = block.momenta ? new Float64Array(times.length * x.length) : undefined;
  const frames = new Map(times.map((t, frame) => [t, frame] as const));
  let accepted: Float64Array | undefined;
  const see = ({ accepted: share, momentum }: State<Float64Array>, t: number, last: boolean) => {
    if (last && share instanceof Float64Array) accepted = share;
    const frame = momenta && frames.get(t);
    if (frame !== undefined) momenta?.set(momentum as Float64Array, frame * x.length);
  };
  const process = watched(bind(space, subject, block, freshNoise(space, seed)), see);
  const recorded = await record(space, process, x, grid, { times, ...(progress && { progress }) });
  return {
    frames: recorded.data,
    ...(momenta !== undefined && { momenta }),
    ...(accepted !== undefined && { accepted: accepted.reduce((sum, a) => sum + a, 0) }),
  };
}
