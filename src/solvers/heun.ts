import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/** The explicit trapezoidal rule: x + h (f(t0, x) + f(t1, x + h f)) / 2. */
export const heun = solver<"ode">({
  name: "heun",
  kind: "ode",
  about: "x + h (f(t0, x) + f(t1, x + h f)) / 2",
  order: 2,
  evaluations: 2,
  reference: "Heun (1900); as a sampler Karras et al. (2022), arXiv:2206.00364",
  bind(space, { drift }) {
    let f0 = space.scratch();
    let f1 = space.scratch();
    let y = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, { t0, t1 }) {
        const h = t1 - t0;
        f0 = drift(t0, x, f0);
        y = space.combine(y, [1, x], [h, f0]);
        f1 = drift(t1, y, f1);
        return { position: space.combine(x, [1, x], [h / 2, f0], [h / 2, f1]) };
      },
    });
  },
});
