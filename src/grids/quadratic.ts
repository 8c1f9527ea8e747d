import type { Grid } from "./grid.ts";
import { karrasGrid } from "./karras.ts";

/**
 * steps + 1 times whose square roots are equally spaced, closest near 0; both ends exact, none negative.
 * DDIM's quadratic sub-sequence: arXiv:2010.02502, appendix D.2.
 */
export function quadraticGrid(from: number, to: number, steps: number): Grid {
  return karrasGrid(from, to, steps, 2);
}

quadraticGrid.of = "time" as const;
