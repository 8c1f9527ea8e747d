import { diverged } from "../../src/diverged.ts";
import { fillNormals, fillUniforms, purposes } from "../../src/index.ts";
import type { Passage } from "./passage-law.ts";

export interface PassageBlock extends Passage {
  /** Time step. */
  readonly h: number;
  readonly seed: bigint;
  /** Address of the first particle, and how many there are. */
  readonly first: number;
  readonly particles: number;
}

/** Steps whose noise is drawn at a time. */
const CHUNK = 256;

/** No uniform number is below exp of minus this. */
const never = 20;

/** -V' of V = (x^2 - 1)^2 */
const force = (x: number): number => 4 * x * (1 - x * x);

/**
 * First passage times of dx = -V' dt + sqrt(2 T) dW over `to`, a particle each. Heun's step x + h (f(x) + f(x + h f(x) + w)) / 2 + w is
 * of weak order 2. Between two points on the near side a path has gone over with the probability of a Brownian bridge,
 * exp(-(to - x) (to - x') / (T h)): without it passage would be seen too late, by an error of order sqrt(h). A passage counts from the
 * middle of its step. A particle that leaves the finite numbers never passes: that is a `DivergenceError`. E. Gobet (2000), doi:10.1016/S0304-4149(99)00109-X.
 */
export function firstPassage(block: PassageBlock, report?: (fraction: number) => void): Float64Array {
  const { from, to, temperature: T, h, seed, first, particles } = block;
  const w = new Float64Array(CHUNK);
  const u = new Float64Array(CHUNK);
  const size = Math.sqrt(2 * T * h);
  const passing = (particle: number): number => {
    const address = { seed, first: particle, width: CHUNK, draw: 0 };
    let [x, drawn] = [from, -1];
    const uniform = (step: number, k: number): number => {
      if (drawn !== step) fillUniforms(u, { ...address, step, purpose: purposes.uniform });
      drawn = step;
      return u[k];
    };
    for (let step = 0; ; step++) {
      const k = step * CHUNK - 1;
      if (!Number.isFinite(x)) diverged(particle, { t0: k * h, t1: (k + 1) * h, k });
      fillNormals(w, { ...address, step, purpose: purposes.increment }, size);
      for (let k = 0; k < CHUNK; k++) {
        const f = force(x);
        const y = x + (h / 2) * (f + force(x + h * f + w[k])) + w[k];
        const bridge = ((to - x) * (to - y)) / (T * h);
        if (y >= to || (bridge < never && uniform(step, k) < Math.exp(-bridge))) {
          return (step * CHUNK + k + 0.5) * h;
        }
        x = y;
      }
    }
  };
  return Float64Array.from({ length: particles }, (_, i) => {
    report?.(i / particles);
    return passing(first + i);
  });
}
