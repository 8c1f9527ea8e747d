import { solver } from "../define-solver.ts";
import { div, parameter, sub } from "../formula/index.ts";
import { process } from "../solver.ts";

/** x + h f + B dW */
export const eulerMaruyama = solver<"general">({
  name: "euler-maruyama",
  kind: "general",
  about: "x + h f + B dW; strong order 1 where the noise is additive",
  calculus: "ito",
  order: 1,
  strong: 0.5,
  weak: 1,
  stationary: { position: div(1, sub(1, div(parameter("h"), 2))) },
  evaluations: 1,
  reference: "Maruyama (1955), doi:10.1007/BF02846028",
  bind(space, { drift, product }, noise) {
    let f = space.scratch();
    let dW = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        f = drift(at.t0, x, f);
        dW = noise.increment(at, dW);
        dW = product(at.t0, x, dW, dW);
        return { position: space.combine(x, [1, x], [at.t1 - at.t0, f], [1, dW]) };
      },
    });
  },
});
