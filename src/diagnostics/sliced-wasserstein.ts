import { finite, integer } from "../check.ts";
import { fillNormals } from "../noise/draw.ts";
import { purposes } from "../noise/purposes.ts";
import { UsageError } from "../refusal.ts";
import { countRows } from "./count-rows.ts";

/**
 * Fixed unit vectors, count x dimension: in the plane equally spaced over the half turn, elsewhere normalised
 * normals of a seed of their own.
 */
export function directions(dimension: number, count = 64): Float64Array {
  integer("dimension", dimension, { min: 1 });
  integer("directions", count, { min: 1 });
  const v = new Float64Array(count * dimension);
  if (dimension === 2) {
    for (let k = 0; k < count; k++) {
      v[2 * k] = Math.cos((Math.PI * (k + 0.5)) / count);
      v[2 * k + 1] = Math.sin((Math.PI * (k + 0.5)) / count);
    }
    return v;
  }
  fillNormals(v, { seed: 0n, purpose: purposes.probe, first: 0, width: dimension, step: 0, draw: 0 });
  for (let k = 0; k < count; k++) {
    const row = v.subarray(k * dimension, (k + 1) * dimension);
    const norm = Math.hypot(...row);
    for (let j = 0; j < dimension; j++) row[j] /= norm;
  }
  return v;
}

/** The points' sorted projections on one unit vector; `points` is row-major n x d. */
export function sortedProjections(points: Float64Array, direction: Float64Array): Float64Array {
  const d = direction.length;
  const out = new Float64Array(countRows("samples", points, d));
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += direction[j] * points[i * d + j];
    out[i] = sum;
  }
  out.sort(); // what is not a number comes last
  for (const end of [out[0], out[out.length - 1]]) finite("coordinate of a sample along a direction", end);
  return out;
}

/** The quantiles (i + 1/2) / n of a sorted sample, linear in between. */
export function quantiles(sorted: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const at = Math.min(sorted.length - 1, Math.max(0, ((i + 0.5) / n) * sorted.length - 0.5));
    const low = Math.floor(at);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  });
}

/** What n samples are held against: their quantiles along each direction. */
export interface Reference {
  readonly directions: Float64Array;
  readonly dimension: number;
  /** One array of n quantiles a direction. */
  readonly quantiles: readonly Float64Array[];
}

/**
 * What n samples are held against, from many exact ones.
 *
 * @param exact row-major, any number x dimension; many times n
 * @param count directions
 * @param n samples that will be judged at a time
 */
export function makeReference(exact: Float64Array, dimension: number, count: number, n: number): Reference {
  integer("samples at a time", n, { min: 1 });
  const all = directions(dimension, count);
  const row = (k: number) => all.subarray(k * dimension, (k + 1) * dimension);
  return {
    directions: all,
    dimension,
    quantiles: Array.from({ length: count }, (_, k) => quantiles(sortedProjections(exact, row(k)), n)),
  };
}

/**
 * The sliced 2-Wasserstein distance of n samples from a reference: the root of the mean over directions and
 * ranks of the squared difference of quantiles. Its null law is that of sets of exact samples: see `againstNull`. N. Bonneel et al. (2015), doi:10.1007/s10851-014-0506-3.
 *
 * @param points row-major n x d, n as in the reference
 */
export function slicedWasserstein(points: Float64Array, reference: Reference): number {
  const { dimension: d, quantiles: q } = reference;
  if (points.length !== q[0].length * d) {
    const got = `${points.length / d} samples`;
    throw new UsageError({ what: "samples for the sliced distance", got, expected: `${q[0].length}` });
  }
  let sum = 0;
  for (let k = 0; k < q.length; k++) {
    const x = sortedProjections(points, reference.directions.subarray(k * d, (k + 1) * d));
    for (let i = 0; i < x.length; i++) sum += (x[i] - q[k][i]) ** 2;
  }
  return Math.sqrt(sum / (q.length * q[0].length));
}
