// The Langevin update x' = x + (eps/2) grad log p(x) + sqrt(eps) z, on arrays, tensors or symbols.
import { arraySpace, type Field, freshNoise, moments, normalStart, type Space } from "langevin";

/** The k-th step, as the noise is asked for it. */
export const numbered = (k: number) => ({ t0: k, t1: k + 1, before: k, k, last: false });

/** x is kept; z is given away. */
export function update<S>(space: Space<S>, score: Field<S>, t: number, x: S, eps: number, z: S): S {
  const s = score(t, x, space.scratch());
  return space.combine(z, [1, x], [eps / 2, s], [Math.sqrt(eps), z]);
}

if (process.argv[1].endsWith("langevin-update.ts")) {
  const space = arraySpace({ particles: 20_000, dimension: 1 });
  const noise = freshNoise(space, 7n);
  const ofNormal: Field<Float64Array> = (_, x, out) => space.combine(out, [-1, x]);
  let x = normalStart(space, 7n, 3);
  for (let k = 0; k < 100; k++) {
    x = update(space, ofNormal, 0, x, 0.5, noise.normal(numbered(k), 0, space.scratch()));
  }
  console.log(`variance ${moments(x, 1).covariance[0][0]}, expected ${1 / (1 - 0.5 / 4)}`);
}
