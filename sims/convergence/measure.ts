import type { Context } from "../simulation.ts";
import type { EndsInput } from "./ends.ts";

/** Method minus solution for each solver, steps.length x particles, on all threads. */
export async function measure(context: Context, input: Omit<EndsInput, "first">): Promise<Float64Array[]> {
  const { solvers, steps, particles } = input;
  const size = Math.ceil(particles / (8 * context.threads));
  const starts = Array.from({ length: Math.ceil(particles / size) }, (_, b) => b * size);
  const all = solvers.map(() => new Float64Array(steps.length * particles));
  let done = 0;
  context.progress("paths", 0, particles);
  await Promise.all(
    starts.map(async (first) => {
      const n = Math.min(size, particles - first);
      const block: EndsInput = { ...input, first, particles: n };
      const found = await context.compute<Float64Array>("ends", block);
      for (const [s, differences] of all.entries()) {
        for (const k of steps.keys()) {
          const row = (s * steps.length + k) * n;
          differences.set(found.subarray(row, row + n), k * particles + first);
        }
      }
      done += n;
      context.progress("paths", done, particles);
    }),
  );
  return all;
}
