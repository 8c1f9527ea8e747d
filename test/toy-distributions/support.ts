import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import {
  type Density,
  fillNormals,
  fillUniforms,
  type formulas,
  purposes,
  UsageError,
} from "../../src/index.ts";
import * as registry from "../../toy-distributions/index.ts";

/** Every density of the registry. */
export const densities: readonly Density[] = Object.values(registry).filter(
  (entry) => typeof entry === "object",
);

/** The density in other dimensions, where it has them. */
export const otherDimensions = ({ dimension, inDimension }: Density): Density[] =>
  [1, 2, 3, 10].flatMap((d) => {
    if (d === dimension || inDimension === undefined) return [];
    try {
      return [inDimension(d)];
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });

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
  return formulaAt(f, [], dimension, u, ...z);
}
