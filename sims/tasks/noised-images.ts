import { arraySpace, freshNoise, type ScheduleSpec, scheduleOf } from "../../src/index.ts";

export interface NoisedImagesInput {
  readonly schedule: ScheduleSpec;
  /** Times from 0 to 1, of the length of the schedule. */
  readonly times: readonly number[];
  /** n x 784 */
  readonly images: Float64Array;
  readonly seed: bigint;
}

/** alpha(t) x + sigma(t) z of a batch of images at each time, with noise of its own: times x n x 784. */
export function noisedImages({ schedule: spec, times, images, seed }: NoisedImagesInput): Float64Array {
  const schedule = scheduleOf(spec);
  const space = arraySpace({ particles: images.length / 784, dimension: 784 });
  const noise = freshNoise(space, seed);
  const out = new Float64Array(times.length * images.length);
  for (const [k, share] of times.entries()) {
    const t = share * schedule.end;
    const z = noise.normal({ t0: t, t1: t, before: t, k, last: false }, 0, space.scratch());
    out.set(space.combine(z, [schedule.alpha(t), images], [schedule.sigma(t), z]), k * images.length);
  }
  return out;
}
