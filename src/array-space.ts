import { integer } from "./check.ts";
import { add, constant, type Formula, formula, input, mul, parameter } from "./formula/index.ts";
import { evaluateKernel, mapKernel } from "./formula/kernels.ts";
import { UsageError } from "./refusal.ts";
import type { Ensemble } from "./space.ts";

export interface Shape {
  /** N */
  readonly particles: number;
  /** d */
  readonly dimension: number;
  /** Address of the first particle, for a part of a larger ensemble. */
  readonly first?: number;
}

/** a_1 x_1 + ... + a_n x_n */
const linear = (n: number): Formula => {
  const names = Array.from({ length: n }, (_, i) => `a${i}`);
  const terms = names.map((name, i) => mul(parameter(name), input(i)));
  return formula({ inputs: n, parameters: names, outputs: [terms.reduce(add, constant(0))] });
};
const sums: Formula[] = [];

/**
 * Ensembles held as row-major Float64Arrays, particles x dimension or particles x 1. The reference for every
 * other space. Operations write in place and allocate nothing that grows with the ensemble. A state of another
 * length, or a formula that does not fit its states, is a `UsageError`.
 */
export function arraySpace({ particles, dimension, first = 0 }: Shape): Ensemble<Float64Array> {
  integer("particles", particles, { min: 1, max: 2 ** 31 });
  integer("dimension", dimension, { min: 1 });
  integer("first", first, { min: 0, max: 2 ** 40 - particles });
  const length = particles * dimension;
  const isWide = (x: Float64Array | undefined): boolean => {
    if (x?.length === length) return true;
    if (x?.length === particles) return false;
    const expected = `${particles} x ${dimension}, or one a particle`;
    const got = x && `${x.length} numbers`;
    const advice = x ? undefined : "A field has to return what it writes.";
    throw new UsageError({ what: "state", got, expected, advice });
  };

  const space: Ensemble<Float64Array> = {
    particles,
    dimension,
    first,
    scratch: (width) => new Float64Array(width === 1 ? particles : length),
    map(f, numbers, out, ...xs) {
      mapKernel(f, [out, ...xs].map(isWide))(particles, dimension, numbers, out, xs);
      return out;
    },
    combine(out, ...terms) {
      const n = terms.length;
      sums[n] ??= linear(n);
      return space.map(
        sums[n],
        terms.map(([a]) => a),
        out,
        ...terms.map(([, x]) => x),
      );
    },
    evaluate(f, numbers, out, ...xs) {
      evaluateKernel(f)(particles, dimension, numbers, out, xs);
      return out;
    },
    dot(out, x, y) {
      const [a, b] = [x, y].map((state) => (isWide(state) ? dimension : 1));
      const width = Math.max(a, b);
      const [da, db] = [Math.min(a - 1, 1), Math.min(b - 1, 1)]; // a state of width 1 stands still
      for (let p = 0; p < particles; p++) {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += x[p * a + j * da] * y[p * b + j * db];
        out[p] = sum;
      }
      return out;
    },
    mean(out, x) {
      let sum = 0;
      for (let p = 0; p < particles; p++) sum += x[p];
      return out.fill(sum / particles);
    },
    read: (x) => x[0],
    fill(out, _, write) {
      write(out);
      return out;
    },
    firstNotFinite(x) {
      let zero = 0;
      for (let i = 0; i < x.length; i++) zero += x[i] * 0;
      return zero === 0 ? -1 : Math.floor(x.findIndex((v) => !Number.isFinite(v)) / (x.length / particles));
    },
    values: (x) => x.slice(),
    copy: (x) => x.slice(),
    free() {},
  };
  return space;
}
