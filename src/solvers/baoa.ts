import { constant } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

/**
 * Langevin middle: a kick, half a drift, the Ornstein-Uhlenbeck process of the momentum, half a drift. The momentum that is kept
 * belongs to the middle of the last step (<q p> = T h / 2 on an oscillator): from one at the position's own time the order
 * is 1, from one half a step behind it is 2.
 */
export const baoa = splitting("BAOA", {
  about: "splitting B A O A (Langevin middle): momentum at mid-step; exact harmonic positions and momenta",
  order: 1,
  strong: 1,
  weak: 1,
  stationary: { position: constant(1), momentum: constant(1) },
  reference: "Zhang et al. (2019), doi:10.1021/acs.jpca.9b02771",
});
