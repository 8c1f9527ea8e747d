/** beta(t) = low + (high - low) t, per unit time, of the VP SDE. */
export const [low, high] = [0.1, 20];

/** beta of the step from i to i + 1 of T: linear from low/T to high/T, both met, as DDPM has it; cut at 0.999 (arXiv:2102.09672). */
const betaOf = (i: number, T: number): number => Math.min(0.999, (low + (high - low) * (i / (T - 1))) / T);

/** alpha-bar of DDPM's chain at the steps 0 to T: the product of 1 - beta_j. */
export function chainAlphaBar(T: number): Float64Array {
  const out = new Float64Array(T + 1).fill(1);
  for (let i = 0; i < T; i++) out[i + 1] = out[i] * (1 - betaOf(i, T));
  return out;
}

/** alpha-bar of the VP SDE: exp(-B(t)), B the integral of beta. */
export const sdeAlphaBar = (t: number): number => Math.exp(-(low * t + ((high - low) * t * t) / 2));

/** The largest difference of the two over the steps of the chain. */
export const largestDifference = (T: number): number =>
  chainAlphaBar(T).reduce((largest, a, i) => Math.max(largest, Math.abs(a - sdeAlphaBar(i / T))), 0);
