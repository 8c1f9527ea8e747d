const STEP = 0.25;
const REACH = 12;

/** Nodes z of the trapezoidal rule for N(0, 1) on the line, which converges faster than any power. */
export const nodes: Float64Array = Float64Array.from(
  { length: (2 * REACH) / STEP + 1 },
  (_, i) => i * STEP - REACH,
);

/** E f(z), z ~ N(0, 1), from the values of f at the nodes; to rounding for products of powers and exponentials. */
export const expectation = (values: ArrayLike<number>): number =>
  nodes.reduce((sum, z, i) => sum + Math.exp((-z * z) / 2) * values[i], 0) * (STEP / Math.sqrt(2 * Math.PI));
