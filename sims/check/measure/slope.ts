/** The order of an error in the number of steps, from n and 2n of them. */
export const slope = (error: (steps: number) => number, n: number): number =>
  Math.log2(Math.abs(error(n) / error(2 * n)));

/** Of several orders, the one that is furthest from what is claimed. */
export const worst = (claimed: number, orders: readonly number[]): number =>
  orders.reduce((a, b) => (Math.abs(b - claimed) > Math.abs(a - claimed) || Number.isNaN(b) ? b : a));
