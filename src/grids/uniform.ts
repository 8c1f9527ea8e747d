import { finite, integer } from "../check.ts";
import type { Grid } from "./grid.ts";

/**
 * steps + 1 equally spaced times; both ends exact. Where `steps` divides the whole number `to - from`, so are the
 * times between: a discrete schedule's own sub-sequence, as of DDIM (arXiv:2010.02502, appendix D.2).
 */
export function uniformGrid(from: number, to: number, steps: number): Grid {
  finite("start of the grid", from);
  finite("end of the grid", to);
  integer("steps", steps, { min: 1 });
  return Float64Array.from({ length: steps + 1 }, (_, k) =>
    k === steps ? to : from + (k * (to - from)) / steps,
  );
}

uniformGrid.of = "time" as const;
