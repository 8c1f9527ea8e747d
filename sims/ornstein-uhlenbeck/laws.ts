import type { SchemeLaw } from "./scheme-law.ts";

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** dx = -theta x dt + sigma dW from N(start, spread^2). */
interface Setting {
  readonly theta: number;
  readonly sigma: number;
  readonly start: number;
  readonly spread: number;
}

/** Of the process at t, and of the scheme at its n-th time. */
export function laws({ theta, sigma, start, spread }: Setting, scheme: SchemeLaw) {
  return {
    process: (t: number): Moments => ({
      mean: start * Math.exp(-theta * t),
      variance:
        Math.exp(-2 * theta * t) * spread ** 2 - (sigma ** 2 / (2 * theta)) * Math.expm1(-2 * theta * t),
    }),
    scheme: (n: number): Moments => ({
      mean: start * scheme.growth ** n,
      variance: scheme.variance(n, spread ** 2),
    }),
  };
}

export type Laws = ReturnType<typeof laws>;
