import type { Context } from "../simulation.ts";
import type { PassageBlock } from "./first-passage.ts";

/** The passage times of all particles, on all threads. */
export async function passageTimes(
  context: Context,
  { particles, ...passage }: Omit<PassageBlock, "first">,
): Promise<Float64Array> {
  const size = Math.ceil(particles / (8 * context.threads));
  const starts = Array.from({ length: Math.ceil(particles / size) }, (_, b) => b * size);
  let done = 0;
  context.progress("passages", 0, particles);
  const parts = await Promise.all(
    starts.map(async (first) => {
      const count = Math.min(size, particles - first);
      const block: PassageBlock = { ...passage, first, particles: count };
      const times = await context.compute<Float64Array>("firstPassage", block);
      done += count;
      context.progress("passages", done, particles);
      return times;
    }),
  );
  return Float64Array.from(parts.flatMap((part) => [...part]));
}
