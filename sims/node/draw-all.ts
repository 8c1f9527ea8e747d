import { pixels } from "../../mnist/data.ts";
import type { Drawn } from "../../mnist/sample.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import type { DrawInput } from "../tasks/draw-digits.ts";
import type { Drawing } from "./read-drawing.ts";

/** Images that a worker computes at a time, at most. The results do not depend on it. */
const block = 100;

/** What is kept of the way from noise to digit. */
export interface Way {
  readonly instants: number;
  /** Of the first ones, at least. */
  readonly digits: number;
}

/** All digits of a drawing. `frames` has the first part's, and `rows` says how many digits those are. */
export interface AllDrawn extends Drawn {
  readonly rows: number;
}

/**
 * Draws the digits, a part at a time on each worker.
 *
 * @param leading is told the images without a gap from the first on, whenever there are more
 */
export async function drawAll(
  context: Context,
  { backend, gpu, weights, file, labels, sampling, guidance, classifier, seed }: Drawing,
  way: Way,
  leading: (images: Float32Array) => void,
): Promise<AllDrawn> {
  const count = labels.length;
  const { solver, settings, steps, spacing } = sampling;
  const size = gpu ? block : Math.min(block, Math.max(way.digits, Math.ceil(count / context.threads)));
  const images = new Float32Array(count * pixels);
  const drawn = new Set<number>();
  let [done, whole, frames, passes] = [0, 0, new Float32Array(), 0];
  context.progress("drawing digits", 0, count);
  await inParts(count, size, !gpu, async (first, n) => {
    const part: DrawInput = {
      ...{ backend, weights, file, seed, guidance, classifier, solver, settings, steps, spacing, first },
      labels: labels.slice(first, first + n),
      instants: first === 0 ? way.instants : 0,
    };
    const found = await context.compute<Drawn>("drawDigits", part, gpu && count > size);
    images.set(found.images, first * pixels);
    if (first === 0) ({ frames, passes } = found as Drawn & { frames: Float32Array<ArrayBuffer> });
    done += n;
    drawn.add(first);
    while (drawn.has(whole)) whole = Math.min(count, whole + size);
    leading(images.subarray(0, whole * pixels));
    context.progress("drawing digits", done, count);
  });
  return { images, frames, passes, rows: Math.min(size, count) };
}
