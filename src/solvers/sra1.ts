import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * Roessler's SRA1 for dX = f(t, X) dt + B(t) dW. With I1 the increment and I10 the integral of W - W(t0) over the step:
 * x + (h/3) (f(t0, x) + 2 f(t0 + 3h/4, y)) + B(t1) I1 + (B(t0) - B(t1)) I10 / h,
 * where y = x + (3/4) h f(t0, x) + (3/2) B(t1) I10 / h.
 */
export const sra1 = solver<"additive">({
  name: "sra1",
  kind: "additive",
  about: "stochastic Runge-Kutta for additive noise, with the integral of the path over the step",
  calculus: "both",
  order: 2,
  strong: 1.5,
  weak: 2,
  evaluations: 2,
  reference: "Rößler (2010), SRA1, doi:10.1137/09076636X",
  bind(space, { drift: f, product: B }, noise) {
    let [f0, f1] = [space.scratch(), space.scratch()];
    let [I1, I10, b0, b1] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
    let y = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const { t0, t1 } = at;
        const h = t1 - t0;
        I1 = noise.increment(at, I1);
        I10 = noise.area(at, I10);
        b0 = B(t0, x, I10, b0);
        b1 = B(t1, x, I10, b1);
        I1 = B(t1, x, I1, I1);
        f0 = f(t0, x, f0);
        y = space.combine(y, [1, x], [(3 / 4) * h, f0], [3 / 2 / h, b1]);
        f1 = f(t0 + (3 / 4) * h, y, f1);
        const position = space.combine(
          x,
          [1, x],
          [h / 3, f0],
          [(2 / 3) * h, f1],
          [1, I1],
          [1 / h, b0],
          [-1 / h, b1],
        );
        return { position };
      },
    });
  },
});
