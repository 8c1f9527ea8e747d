import ndarray from "ndarray";
import { frame, type Samples } from "./ensemble.ts";

/** About n of the frames of a run, evenly spaced, both ends among them, with their times: what a figure has room for. */
export function thinned(
  run: Samples,
  times: readonly number[],
  n: number,
): { readonly run: Samples; readonly times: readonly number[] } {
  const [frames, particles, d] = run.frames.shape;
  const count = Math.min(n, frames);
  const kept = Array.from({ length: count }, (_, i) =>
    Math.round((i * (frames - 1)) / Math.max(1, count - 1)),
  );
  const pick = (all: Samples["frames"]) => {
    const data = new Float64Array(kept.length * particles * d);
    for (const [i, k] of kept.entries()) data.set(frame({ frames: all }, k).data, i * particles * d);
    return ndarray(data, [kept.length, particles, d]);
  };
  const { frames: _, momenta, ...rest } = run;
  return {
    run: { ...rest, frames: pick(run.frames), ...(momenta !== undefined && { momenta: pick(momenta) }) },
    times: kept.map((k) => times[k]),
  };
}
