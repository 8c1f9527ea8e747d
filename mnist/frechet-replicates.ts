import { fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { frechetFrom, type Moments, moments } from "./frechet-distance.ts";

/** Some replicates of a bootstrap. */
export interface Replicates {
  /** n x d, row-major */
  readonly features: Float32Array;
  /** Of the law that the samples are held against; it is not resampled. */
  readonly reference: Moments;
  readonly seed: bigint;
  /** Number of the first replicate. */
  readonly first: number;
  readonly count: number;
}

/**
 * The Frechet distance of samples that are drawn with replacement from the given ones, as often as there are, `count` times. Their
 * standard deviation is the standard error of the distance; their mean lies above it, since resampling adds to its bias once more.
 * B. Efron (1979), doi:10.1214/aos/1176344552.
 */
export function frechetReplicates({ features, reference, seed, first, count }: Replicates): Float64Array {
  const d = reference.mean.length;
  const n = features.length / d;
  const distance = frechetFrom(reference);
  const u = new Float64Array(n);
  return Float64Array.from({ length: count }, (_, k) => {
    const address = { seed, purpose: purposes.bootstrap, first: first + k, width: n, step: 0, draw: 0 };
    fillUniforms(u, address);
    const times = new Uint32Array(n);
    for (const v of u) times[Math.floor(n * v)]++;
    return distance(moments(features, d, times));
  });
}
