/**
 * The prior term of an image: KL(N(sqrt(a) x0, (1 - a) I) || N(0, I)) = (a |x0|^2 - d a - d log(1 - a)) / 2 nats.
 *
 * @param alphaBar a = alpha-bar_T, above 0 and below 1
 * @param squaredNorm |x0|^2
 * @param d number of pixels
 */
export const priorTerm = (alphaBar: number, squaredNorm: number, d: number): number =>
  (alphaBar * squaredNorm - d * alphaBar - d * Math.log1p(-alphaBar)) / 2;
