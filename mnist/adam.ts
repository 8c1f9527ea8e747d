/** Weights, the running moments of their gradient, and how many updates there were. */
export interface AdamState {
  readonly weights: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** An integer: the bias corrections are recomputed from it, so a restored state goes on exactly. */
  step: number;
}

/** @param weights are updated in place */
export const adamState = (weights: Float32Array): AdamState => ({
  weights,
  m: new Float32Array(weights.length),
  v: new Float32Array(weights.length),
  step: 0,
});

/** For short runs; the usual beta_2 is 0.999. */
const short = [0.9, 0.99] as const;
const epsilon = 1e-8;

/**
 * One update, in place: m and v follow the gradient and its square, and each weight moves by the learning
 * rate times mhat / (sqrt(vhat) + epsilon). D. P. Kingma and J. Ba (2015), arXiv:1412.6980.
 */
export function adam(
  state: AdamState,
  gradient: Float32Array,
  rate: number,
  [beta1, beta2]: readonly [number, number] = short,
): void {
  const { weights, m, v } = state;
  state.step++;
  // rate mhat / (sqrt(vhat) + epsilon), with the corrections of the bias taken out of the loop
  const c = Math.sqrt(1 - beta2 ** state.step);
  const [scale, floor] = [(rate * c) / (1 - beta1 ** state.step), epsilon * c];
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const mean = beta1 * m[i] + (1 - beta1) * g;
    const square = beta2 * v[i] + (1 - beta2) * g * g;
    m[i] = mean;
    v[i] = square;
    weights[i] = weights[i] - (scale * mean) / (Math.sqrt(square) + floor);
  }
}
