import { solver } from "../define-solver.ts";
import { div, parameter, sub } from "../formula/index.ts";
import { overdamped } from "../problems/overdamped.ts";
import { eulerMaruyama } from "./euler-maruyama.ts";

/** x + h s + sqrt(2 h) z: Euler-Maruyama on overdamped Langevin dynamics, whose law is off by a bias of order h. */
export const unadjustedLangevin = solver<"target">({
  name: "unadjusted-langevin",
  kind: "target",
  about: "Euler-Maruyama on overdamped Langevin dynamics, never rejected: a bias of order h",
  stationary: { position: div(1, sub(1, div(parameter("h"), 2))) },
  evaluations: 1,
  reference: "Parisi (1981), doi:10.1016/0550-3213(81)90056-0",
  bind: (space, { score }, noise) => eulerMaruyama.bind(space, overdamped(space, score), noise),
});
