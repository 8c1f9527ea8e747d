import { finite } from "../check.ts";
import { between } from "./between.ts";
import { defineGrid } from "./define-grid.ts";

/** steps + 1 values whose rho-th roots are equally spaced; both ends exact. arXiv:2206.00364, equation 5. */
export const karrasGrid = defineGrid(
  {
    name: "karras",
    about: "noise levels sigma / alpha whose rho-th roots are equally spaced, rho = 7",
    of: "ratio",
    reference: "Karras et al. (2022), arXiv:2206.00364, equation 5",
  },
  (from: number, to: number, steps: number, rho = 7) => {
    finite("start of the grid", from, { min: 0 });
    finite("end of the grid", to, { min: 0 });
    finite("rho", rho, { above: 0 });
    const a = from ** (1 / rho);
    const b = to ** (1 / rho);
    return between(from, to, steps, (k) => (a + (k / steps) * (b - a)) ** rho);
  },
);
