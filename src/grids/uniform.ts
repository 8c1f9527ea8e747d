import { finite } from "../check.ts";
import { between } from "./between.ts";
import { defineGrid } from "./define-grid.ts";

/**
 * steps + 1 equally spaced times; both ends exact. Where `steps` divides the whole number `to - from`, so are the
 * times between: a discrete schedule's own sub-sequence, as of DDIM (arXiv:2010.02502, appendix D.2).
 */
export const uniformGrid = defineGrid(
  {
    name: "uniform",
    about: "equally spaced times",
    of: "time",
    reference: "Song et al. (2021), arXiv:2010.02502, appendix D.2",
  },
  (from: number, to: number, steps: number) => {
    finite("start of the grid", from);
    finite("end of the grid", to);
    return between(from, to, steps, (k) => from + (k * (to - from)) / steps);
  },
);
