import { finite } from "../check.ts";
import { between } from "./between.ts";
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
    return between(from, to, steps, (k) => from * (to / from) ** (k / steps));
  },
);
