import type { Measured } from "../../src/index.ts";
import type { ScoreCard } from "../sampling/score-card.ts";

/** The distance that exact samples have, the median of many sets, and how much it varies from set to set. */
export function exactDistance({ exact }: ScoreCard): Measured {
  const value = exact[exact.length >> 1];
  return { value, error: Math.sqrt(exact.reduce((sum, d) => sum + (d - value) ** 2, 0) / exact.length) };
}
