import { constant, div, parameter, square, sub } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

const quarter = div(square(parameter("h")), 4);

/** Half a drift, half a kick, the Ornstein-Uhlenbeck process of the momentum, half a kick by the same force, half a drift. */
export const aboba = splitting("ABOBA", {
  about: "splitting A B O B A: the force in the middle of the step; exact harmonic positions",
  order: 2,
  strong: 1,
  weak: 2,
  stationary: { position: constant(1), momentum: div(1, sub(1, quarter)) },
  reference: "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010",
});
