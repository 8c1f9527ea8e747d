import { finite } from "../check.ts";
import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * Half a kick, half a drift, the exact Ornstein-Uhlenbeck process of the momentum, half a drift, half a kick.
 * Positions of a harmonic oscillator have the exact variance at every step size; friction 0 is velocity Verlet.
 * The momentum starts from its law N(0, T). With friction time runs forwards.
 */
export const baoab = solver<"kinetic">({
  name: "baoab",
  kind: "kinetic",
  about: "splitting B A O A B: exact harmonic positions at every step size",
  order: 2,
  strong: 1,
  weak: 2,
  evaluations: 1,
  reference: "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010",
  bind(space, { force, temperature, friction }, noise) {
    let dW = space.scratch();
    return process({
      start(position, t) {
        const z = noise.normal({ t0: t, t1: t, before: t, k: 0, last: false }, 0, space.scratch());
        const momentum = space.combine(z, [Math.sqrt(temperature), z]);
        return { position, momentum, force: force(t, position, space.scratch()) };
      },
      step({ position: q, momentum: p, force: F }, at) {
        const h = at.t1 - at.t0;
        if (friction > 0) finite("step of baoab with friction", h, { above: 0 });
        const c = Math.exp(-friction * h);
        const s = Math.sqrt((-temperature * Math.expm1(-2 * friction * h)) / h);
        p = space.combine(p, [1, p], [h / 2, F]); // B
        q = space.combine(q, [1, q], [h / 2, p]); // A
        dW = noise.increment(at, dW);
        p = space.combine(p, [c, p], [s, dW]); // O
        q = space.combine(q, [1, q], [h / 2, p]); // A
        F = force(at.t1, q, F);
        p = space.combine(p, [1, p], [h / 2, F]); // B
        return { position: q, momentum: p, force: F };
      },
    });
  },
});
