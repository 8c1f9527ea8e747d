import { constant } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

/** Langevin middle: leapfrog, its momentum half a step behind; exact harmonic positions and momenta. */
export const baoa = splitting("BAOA", {
  about:
    "splitting B A O A: Langevin middle: leapfrog, its momentum half a step behind; exact harmonic positions and momenta",
  order: 1,
  strong: 1,
  weak: 1,
  stationary: { position: constant(1), momentum: constant(1) },
  reference: "Zhang et al. (2019), doi:10.1021/acs.jpca.9b02771",
});
