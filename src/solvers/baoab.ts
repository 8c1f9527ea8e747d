import { constant, div, parameter, square, sub } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

const quarter = div(square(parameter("h")), 4);

/** Half a kick, half a drift, the Ornstein-Uhlenbeck process of the momentum, half a drift, half a kick. */
export const baoab = splitting("BAOAB", {
  about: "splitting B A O A B: exact harmonic positions at every step size; friction 0 is velocity Verlet",
  order: 2,
  strong: 1,
  weak: 2,
  stationary: { position: constant(1), momentum: sub(1, quarter) },
  reference: "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010",
});
