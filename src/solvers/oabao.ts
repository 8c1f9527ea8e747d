import { constant, div, parameter, square, sub } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

const quarter = div(square(parameter("h")), 4);

/** Half the Ornstein-Uhlenbeck process of the momentum, half a drift, a kick, half a drift, the other half of the process. */
export const oabao = splitting("OABAO", {
  about: "splitting O A B A O: position Verlet between two halves of the noise; exact harmonic momenta",
  order: 2,
  weak: 2,
  stationary: { position: sub(1, quarter), momentum: constant(1) },
  reference: "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010",
});
