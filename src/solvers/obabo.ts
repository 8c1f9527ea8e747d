import { constant, div, parameter, square, sub } from "../formula/index.ts";
import { splitting } from "./splitting.ts";

const quarter = div(square(parameter("h")), 4);

/** Half the Ornstein-Uhlenbeck process of the momentum, half a kick, a drift, half a kick, the other half of the process. */
export const obabo = splitting("OBABO", {
  about: "splitting O B A B O: velocity Verlet between two halves of the noise; exact harmonic momenta",
  order: 2,
  weak: 2,
  stationary: { position: div(1, sub(1, quarter)), momentum: constant(1) },
  reference: "Bussi and Parrinello (2007), doi:10.1103/PhysRevE.75.056707",
});
