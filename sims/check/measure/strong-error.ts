import { gaussLegendre } from "../../../src/index.ts";
import type { Responses } from "./impulses.ts";

const rule = gaussLegendre(8);

/** The integral over (a, b), for what is smooth on a step. */
function integral(f: (r: number) => number, a: number, b: number): number {
  const half = (b - a) / 2;
  return half * rule.nodes.reduce((sum, node, i) => sum + rule.weights[i] * f(a + half * (1 + node)), 0);
}

/**
 * The root mean square difference between a linear scheme and the exact solution, the integral of `kernel` dW, on
 * the same Brownian path. A step's increment and area know the path through its two first Legendre coefficients, of
 * which the scheme's answers are the difference; what no scheme can know of the path is added.
 */
export function strongError(
  { impulses }: Responses,
  kernel: (r: number) => number,
  grid: Float64Array,
): number {
  const seen: Record<string, (r: number, a: number, h: number) => number> = {
    increment: (_r, _a, h) => 1 / Math.sqrt(h),
    area: (r, a, h) => (Math.sqrt(12) * (a + h / 2 - r)) / h ** 1.5,
  };
  let square = 0;
  for (let k = 0; k + 1 < grid.length; k++) square += integral((r) => kernel(r) ** 2, grid[k], grid[k + 1]);
  for (const { source, k, response } of impulses) {
    const [a, b] = [grid[k], grid[k + 1]];
    const weight = seen[source];
    const exact = weight === undefined ? 0 : integral((r) => kernel(r) * weight(r, a, b - a), a, b);
    square += (response - exact) ** 2 - exact ** 2;
  }
  return Math.sqrt(Math.max(0, square));
}
