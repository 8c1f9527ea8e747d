/** The normalised law exp(-E) / Z on the cells of a grid, and how far the exact law is from it. */
export interface LawOnGrid {
  readonly p: Float64Array;
  /** E + log Z: the energy with its constant fixed. */
  readonly energy: Float64Array;
  /** KL(exact || law), nats. */
  readonly divergence: number;
}

/**
 * @param energy at the centres of cells of this area
 * @param logDensity the exact one there
 */
export function lawOnGrid(energy: Float64Array, logDensity: Float64Array, area: number): LawOnGrid {
  const least = energy.reduce((a, b) => Math.min(a, b));
  const logZ = Math.log(area * energy.reduce((sum, e) => sum + Math.exp(least - e), 0)) - least;
  const normalised = energy.map((e) => e + logZ);
  return {
    p: normalised.map((e) => Math.exp(-e)),
    energy: normalised,
    divergence: logDensity.reduce((sum, l, i) => sum + area * Math.exp(l) * (l + normalised[i]), 0),
  };
}
