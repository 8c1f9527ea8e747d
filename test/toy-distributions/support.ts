import { type Density, fillNormals, fillUniforms, formulas, purposes } from "../../src/index.ts";
import { gaussLegendre } from "../../src/quadrature.ts";
import * as registry from "../../toy-distributions/index.ts";

/** Every density of the registry. */
export const densities: readonly Density[] = Object.values(registry).filter(
  (entry) => typeof entry === "object",
);

/** A formula at many points, row-major. */
export function at(f: formulas.Formula, numbers: readonly number[], ...xs: Float64Array[]): Float64Array {
  const n = xs[xs.length - 1].length / 2;
  const out = new Float64Array(n * f.outputs.length);
  formulas.compileEvaluate(f)(n, 2, numbers, out, xs);
  return out;
}

/** n points from N(0, scale^2 I) in the plane. */
export function normals(n: number, seed: bigint, scale = 1): Float64Array {
  const z = new Float64Array(2 * n);
  fillNormals(z, { seed, purpose: purposes.exactNormal, first: 0, width: 2, step: 0, draw: 0 }, scale);
  return z;
}

/** n exact samples in the plane; `scale` is the planted bug of a sampler whose noise is that much too large. */
export function sample(density: Density, n: number, seed: bigint, scale = 1): Float64Array {
  const u = new Float64Array(n);
  fillUniforms(u, { seed, purpose: purposes.exactUniform, first: 0, width: 1, step: 0, draw: 0 });
  return at(density.sampler as formulas.Formula, [], u, normals(n, seed, scale));
}

/** A log density in the plane with its numbers, and where to look at it. */
export interface Law {
  readonly logDensity: formulas.Formula;
  readonly numbers?: readonly number[];
  readonly window: Density["window"];
}

/** The window, widened by this factor about its middle. */
export const widen = (window: Density["window"], factor: number): [number, number][] =>
  window.map(([low, high]) => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
    return [middle - half, middle + half];
  });

/** Probabilities of cells x cells boxes of the window, by 6 x 6 Gauss nodes in each. */
export function boxProbabilities({ logDensity, numbers = [], window }: Law, cells: number): Float64Array {
  const { nodes, weights } = gaussLegendre(6);
  const [[x0, x1], [y0, y1]] = window;
  const [hx, hy] = [(x1 - x0) / cells, (y1 - y0) / cells];
  const points = new Float64Array(2 * 36 * cells * cells);
  for (let i = 0, n = 0; i < cells * cells; i++) {
    const [cx, cy] = [x0 + hx * ((i % cells) + 0.5), y0 + hy * (Math.floor(i / cells) + 0.5)];
    for (const s of nodes) for (const t of nodes) points.set([cx + (hx / 2) * s, cy + (hy / 2) * t], 2 * n++);
  }
  const logs = at(logDensity, numbers, points);
  return Float64Array.from({ length: cells * cells }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < 36; k++)
      sum += weights[Math.floor(k / 6)] * weights[k % 6] * Math.exp(logs[36 * i + k]);
    return (sum * hx * hy) / 4;
  });
}
