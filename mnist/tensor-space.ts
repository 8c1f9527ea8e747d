import type { Tensor } from "@tensorflow/tfjs-core";
import { integer } from "../src/check.ts";
import { UsageError } from "../src/refusal.ts";
import type { Ensemble } from "../src/space.ts";
import { interpret } from "./interpret.ts";
import type { Tf } from "./tf.ts";

export interface TensorShape {
  readonly tf: Tf;
  /** N */
  readonly particles: number;
  /** d */
  readonly dimension: number;
  /** Address of the first particle, for a part of a larger ensemble. */
  readonly first?: number;
}

/**
 * Ensembles held as float32 tensors, particles x dimension or particles x 1. A tensor never changes: an
 * operation makes a new one and disposes `out`, so the number of live tensors stays the same. Noise is
 * computed here in float64 and uploaded, and nothing is read back but by `read` and `values`.
 */
export function tensorSpace({ tf, particles, dimension, first = 0 }: TensorShape): Ensemble<Tensor> {
  integer("particles", particles, { min: 1, max: 2 ** 31 });
  integer("dimension", dimension, { min: 1 });
  integer("first", first, { min: 0, max: 2 ** 40 - particles });
  const buffers = new Map<number, Float64Array>();

  /** Runs `compute`, gives `out` back, and broadcasts the result to the shape that `out` stood for. */
  const into = (out: Tensor, compute: () => Tensor | number): Tensor => {
    const width = out.shape[1] as number;
    const result = tf.tidy(() => {
      const y = compute();
      if (typeof y === "number") return tf.fill([particles, width], y);
      if (y.shape[0] === particles && y.shape[1] === width) return tf.clone(y);
      return tf.broadcastTo(y, [particles, width]);
    });
    out.dispose();
    return result;
  };

  return {
    particles,
    dimension,
    first,
    // A row is enough to know the width by.
    scratch: (width) => tf.zeros([1, width ?? dimension]),
    combine: (out, ...terms) =>
      into(out, () => {
        const scaled = terms.map(([a, x]) => (a === 1 ? x : tf.mul(x, a)));
        return scaled.length === 0 ? 0 : scaled.reduce((sum, x) => tf.add(sum, x));
      }),
    map: (f, numbers, out, ...xs) => into(out, () => interpret(tf, f, numbers, xs)[0]),
    evaluate: (f, numbers, out, ...xs) =>
      into(out, () => {
        const columns = interpret(tf, f, numbers, xs).map((y) =>
          typeof y === "number" ? tf.fill([particles, 1], y) : tf.broadcastTo(y, [particles, 1]),
        );
        return columns.length === 1 ? columns[0] : tf.concat(columns, 1);
      }),
    dot: (out, x, y) => into(out, () => tf.sum(tf.mul(x, y), 1, true)),
    mean: (out, x) => into(out, () => tf.mean(x, 0, true)),
    copy: (x) => tf.clone(x),
    free: (x) => x.dispose(),
    read(x) {
      if (tf.getBackend() !== "webgpu") return x.dataSync()[0];
      throw new UsageError({
        what: "a solver that reads a number within its step",
        got: "the webgpu backend, which reads between steps only",
        expected: "another backend",
      });
    },
    fill(out, width, write) {
      const values = buffers.get(width) ?? new Float64Array(particles * width);
      buffers.set(width, values);
      write(values);
      const y = tf.tensor2d(Float32Array.from(values), [particles, width]);
      out.dispose();
      return y;
    },
    values: async (x) => Float64Array.from(await x.data()),
  };
}
