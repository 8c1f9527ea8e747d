/** What a raw network F is asked and what its answer means, at one noise level. */
export interface Coefficients {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
}

/**
 * What a raw network F predicts. With y = x_0 + sigma z and m the mean, the denoiser is
 * D(y, sigma) = m + skip (y - m) + out F(in (y - m)), so F is trained towards (x_0 - m - skip (y - m)) / out.
 */
export interface Prediction {
  readonly name: string;
  readonly about: string;
  readonly reference: string;
  /** m, in units of the data. */
  readonly mean: number;
  /**
   * @param sigma standard deviation of the noise where the data has the factor 1: sigma(t) / alpha(t) of a schedule
   * @throws UsageError where sigma is not above 0
   */
  readonly coefficients: (sigma: number) => Coefficients;
}
