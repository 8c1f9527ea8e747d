import { checkSeed } from "../check.ts";
import type { Ensemble } from "../space.ts";
import { fillNormals, fillUniforms } from "./draw.ts";
import type { Noise } from "./noise.ts";
import { purposes } from "./purposes.ts";

/** Draws that must never meet: those of the steps, of the start, and of exact samples to compare with. */
const stages = {
  step: { normal: purposes.normal, uniform: purposes.uniform },
  start: { normal: purposes.startNormal, uniform: purposes.startUniform },
  exact: { normal: purposes.exactNormal, uniform: purposes.exactUniform },
} as const;

/**
 * Independent noise for each interval: right for any one fixed grid. For one path on several grids see
 * `brownianPath`.
 *
 * @param seed 0 to 2^64 - 1
 */
export function freshNoise<S>(
  space: Ensemble<S>,
  seed: bigint,
  stage: keyof typeof stages = "step",
): Noise<S> {
  checkSeed(seed);
  const { particles, dimension, first } = space;
  const { normal, uniform } = stages[stage];
  let second = new Float64Array(0);
  return {
    increment: (at, out) =>
      space.fill(out, dimension, (values) => {
        const address = { seed, purpose: purposes.increment, first, width: dimension, step: at.k, draw: 0 };
        fillNormals(values, address, Math.sqrt(Math.abs(at.t1 - at.t0)));
      }),
    area: (at, out) =>
      space.fill(out, dimension, (values) => {
        if (second.length === 0) second = new Float64Array(particles * dimension);
        const address = { seed, first, width: dimension, step: at.k, draw: 0 };
        const h = at.t1 - at.t0;
        const root = Math.sqrt(Math.abs(h));
        fillNormals(values, { ...address, purpose: purposes.increment }, (h * root) / 2);
        fillNormals(second, { ...address, purpose: purposes.area }, (h * root) / Math.sqrt(12));
        for (let i = 0; i < values.length; i++) values[i] += second[i];
      }),
    normal: (at, draw, out) =>
      space.fill(out, dimension, (values) =>
        fillNormals(values, { seed, purpose: normal, first, width: dimension, step: at.k, draw }),
      ),
    uniform: (at, draw, out) =>
      space.fill(out, 1, (values) =>
        fillUniforms(values, { seed, purpose: uniform, first, width: 1, step: at.k, draw }),
      ),
  };
}
