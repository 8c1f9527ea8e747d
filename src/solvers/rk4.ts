import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/** The classical Runge-Kutta method of order 4. */
export const rk4 = solver<"ode">({
  name: "rk4",
  kind: "ode",
  about: "the classical Runge-Kutta method",
  order: 4,
  evaluations: 4,
  reference: "Kutta (1901)",
  bind(space, { drift }) {
    let [f1, f2, f3, f4] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
    let y = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, { t0, t1 }) {
        const h = t1 - t0;
        const middle = t0 + h / 2;
        f1 = drift(t0, x, f1);
        y = space.combine(y, [1, x], [h / 2, f1]);
        f2 = drift(middle, y, f2);
        y = space.combine(y, [1, x], [h / 2, f2]);
        f3 = drift(middle, y, f3);
        y = space.combine(y, [1, x], [h, f3]);
        f4 = drift(t1, y, f4);
        return { position: space.combine(x, [1, x], [h / 6, f1], [h / 3, f2], [h / 3, f3], [h / 6, f4]) };
      },
    });
  },
});
