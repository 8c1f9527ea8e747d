import { finite, integer } from "../check.ts";
import type { Grid } from "./grid.ts";

/** steps + 1 times in equal ratios; both ends exact and positive. */
export function geometricGrid(from: number, to: number, steps: number): Grid {
  finite("start of the grid", from, { above: 0 });
  finite("end of the grid", to, { above: 0 });
  integer("steps", steps, { min: 1 });
  return Float64Array.from({ length: steps + 1 }, (_, k) =>
    k === steps ? to : from * (to / from) ** (k / steps),
  );
}

geometricGrid.of = "ratio" as const;
