import { defineGrid } from "./define-grid.ts";
import { karrasGrid } from "./karras.ts";

/**
 * steps + 1 times whose square roots are equally spaced, closest near 0; both ends exact, none negative.
 * DDIM's quadratic sub-sequence: arXiv:2010.02502, appendix D.2.
 */
export const quadraticGrid = defineGrid(
  {
    name: "quadratic",
    about: "times whose square roots are equally spaced, closest near 0",
    of: "time",
    reference: "Song et al. (2021), arXiv:2010.02502, appendix D.2",
  },
  (from: number, to: number, steps: number) => karrasGrid(from, to, steps, 2),
);
