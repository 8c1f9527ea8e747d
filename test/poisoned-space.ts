import { arraySpace, type Shape } from "../src/array-space.ts";
import type { Ensemble } from "../src/space.ts";

/**
 * An array space that punishes every breach of the contract: an operation writes to a fresh array and fills
 * what it was given with NaN; to use what was given away, to give it away twice, or to read a scratch that
 * was never written, throws.
 */
export function poisonedSpace(shape: Shape): Ensemble<Float64Array> {
  const plain = arraySpace(shape);
  const gone = new WeakSet<Float64Array>();
  const blank = new WeakSet<Float64Array>();

  const read = (x: Float64Array): Float64Array => {
    if (gone.has(x)) throw new Error("a state is used after it was given away");
    if (blank.has(x)) throw new Error("a scratch is read before it was written");
    return x;
  };
  const give = (x: Float64Array): void => {
    if (gone.has(x)) throw new Error("a state is given away twice");
    gone.add(x);
    x.fill(Number.NaN);
  };
  const fresh = (x: Float64Array) => new Float64Array(x.length).fill(Number.NaN);
  const move = (out: Float64Array, xs: readonly Float64Array[], write: (y: Float64Array) => void) => {
    if (gone.has(out)) throw new Error("a state is given away twice");
    xs.forEach(read);
    const y = fresh(out);
    write(y);
    give(out);
    return y;
  };

  return {
    particles: plain.particles,
    dimension: plain.dimension,
    first: plain.first,
    scratch(width) {
      const x = plain.scratch(width).fill(Number.NaN);
      blank.add(x);
      return x;
    },
    combine: (out, ...terms) => {
      const xs = terms.map(([, x]) => x);
      return move(out, xs, (y) => plain.combine(y, ...terms));
    },
    map: (f, numbers, out, ...xs) => move(out, xs, (y) => plain.map(f, numbers, y, ...xs)),
    evaluate: (f, numbers, out, ...xs) => move(out, xs, (y) => plain.evaluate(f, numbers, y, ...xs)),
    dot: (out, x, y) => move(out, [x, y], (z) => plain.dot(z, x, y)),
    mean: (out, x) => move(out, [x], (y) => plain.mean(y, x)),
    fill: (out, width, write) => move(out, [], (y) => plain.fill(y, width, write)),
    read: (x) => plain.read(read(x)),
    firstNotFinite: (x) => plain.firstNotFinite?.(read(x)) ?? -1,
    values: (x) => plain.values(read(x)),
    copy: (x) => read(x).slice(),
    free: give,
  };
}
