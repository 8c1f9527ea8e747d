import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/** x + h f + B dW + sum_jk (L^j B_k) (dW_j dW_k - h delta_jk) / 2, for noise that needs no Levy areas. */
export const milstein = solver<"commutative">({
  name: "milstein",
  kind: "commutative",
  about: "x + h f + B dW + (L^j B_k) (dW_j dW_k - h delta_jk) / 2, for commutative noise",
  calculus: "ito",
  order: 1,
  strong: 1,
  weak: 1,
  evaluations: 1,
  reference: "Milstein (1974), doi:10.1137/1119062",
  bind(space, { drift, product, quadratic, correction }, { increment }) {
    let f = space.scratch();
    let dW = space.scratch();
    let g = space.scratch();
    let c = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const h = at.t1 - at.t0;
        dW = increment(at, dW);
        f = drift(at.t0, x, f);
        g = quadratic(at.t0, x, dW, g);
        c = correction(at.t0, x, c);
        dW = product(at.t0, x, dW, dW);
        return { position: space.combine(x, [1, x], [h, f], [1, dW], [0.5, g], [-Math.abs(h) / 2, c]) };
      },
    });
  },
});
