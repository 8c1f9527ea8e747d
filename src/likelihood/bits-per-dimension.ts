import { finite, integer } from "../check.ts";

/**
 * -log2 p / D + log2(256 / range): bits a pixel of images of 256 levels, from a log-density in nats of data that are
 * scaled to an interval of length `range`. Without uniform noise of one level on the data it bounds nothing.
 * L. Theis et al., arXiv:1511.01844, section 3.1.
 *
 * @param dimension D >= 1
 * @param range 2 for data in [-1, 1], 1 for data in [0, 1]
 */
export function bitsPerDimension(logDensity: number, dimension: number, range: number): number {
  finite("log-density", logDensity);
  integer("dimension", dimension, { min: 1 });
  finite("range of the data", range, { above: 0 });
  return -logDensity / (dimension * Math.LN2) + Math.log2(256 / range);
}
