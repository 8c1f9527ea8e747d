import { finite, integer } from "../check.ts";
import { defineGrid } from "./define-grid.ts";

/** steps + 1 times in equal ratios; both ends exact and positive. */
export const geometricGrid = defineGrid(
  {
    name: "geometric",
    about: "noise levels sigma / alpha in equal ratios",
    of: "ratio",
    reference: "Song and Ermon (2019), arXiv:1907.05600",
  },
  (from: number, to: number, steps: number) => {
    finite("start of the grid", from, { above: 0 });
    finite("end of the grid", to, { above: 0 });
    integer("steps", steps, { min: 1 });
    return Float64Array.from({ length: steps + 1 }, (_, k) =>
      k === steps ? to : from * (to / from) ** (k / steps),
    );
  },
);
