import { type Density, fillNormals, fillUniforms, formulas, purposes, UsageError } from "../../src/index.ts";
import * as registry from "../../toy-distributions/index.ts";

/** Every density of the registry. */
export const densities: readonly Density[] = Object.values(registry).filter(
  (entry) => typeof entry === "object",
);

/** The density in other dimensions, where it has them. */
export const otherDimensions = ({ dimension, inDimension }: Density): Density[] =>
  [1, 2, 3, 5].flatMap((d) => {
    if (d === dimension || inDimension === undefined) return [];
    try {
      return [inDimension(d)];
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });

/** A formula at n points, given the dimension and its states, row-major. */
export function at(
  f: formulas.Formula,
  numbers: readonly number[],
  d: number,
  ...xs: readonly Float64Array[]
): Float64Array {
  const n = xs[xs.length - 1].length / d;
  const out = new Float64Array(n * f.outputs.length);
  formulas.compileEvaluate(f)(n, d, numbers, out, xs);
  return out;
}

/** n points from N(0, scale^2 I) in d dimensions. */
export function normals(n: number, d: number, seed: bigint, scale = 1, draw = 0): Float64Array {
  const z = new Float64Array(d * n);
  fillNormals(z, { seed, purpose: purposes.exactNormal, first: 0, width: d, step: 0, draw }, scale);
  return z;
}

/** n exact samples; `scale` is the planted bug of a sampler whose noise is that much too large. */
export function sample({ sampler, dimension }: Density, n: number, seed: bigint, scale = 1): Float64Array {
  const u = new Float64Array(n);
  fillUniforms(u, { seed, purpose: purposes.exactUniform, first: 0, width: 1, step: 0, draw: 0 });
  const f = sampler as formulas.Formula;
  const z = [0, 1].slice(0, f.inputs - 1).map((draw) => normals(n, dimension, seed, scale, draw));
  return at(f, [], dimension, u, ...z);
}

/** Points over the window, on a lattice that meets no symmetry: Kronecker's with powers of the root of x^(d+1) = x + 1. */
export function scatter({ window }: Pick<Density, "window">, n = 400): Float64Array {
  const d = window.length;
  let root = 2;
  for (let round = 0; round < 60; round++) root = (1 + root) ** (1 / (d + 1));
  return Float64Array.from({ length: d * n }, (_, i) => {
    const [low, high] = window[i % d];
    return low + (high - low) * ((0.5 + Math.floor(i / d) * root ** -(1 + (i % d))) % 1);
  });
}

/** The window, widened by this factor about its middle. */
export const widen = (window: Density["window"], factor: number): [number, number][] =>
  window.map(([low, high]) => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
    return [middle - half, middle + half];
  });
