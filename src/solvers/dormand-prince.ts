import { batchSolver } from "../define-solver.ts";
import { process } from "../solver.ts";
import { dormandPrinceStepper, tolerances } from "./dormand-prince-stepper.ts";

/**
 * Dormand-Prince 5(4) with a step size common to the batch: sub-steps within each interval keep the root mean
 * square error over all components below atol + rtol |x|. The last stage and the step size carry over.
 * Throws a `DivergenceError` when the step underflows. For values between the steps see `denseSolution`.
 */
export const dormandPrince = batchSolver<"ode">({
  name: "dormand-prince",
  kind: "ode",
  couples: "batch",
  about: "adaptive Runge-Kutta 5(4); its step is common to the batch",
  order: 5,
  evaluations: "6 a sub-step",
  settings: tolerances,
  reference: "Dormand and Prince (1980), doi:10.1016/0771-050X(80)90013-3",
  bind(space, { drift }, _, { rtol, atol } = {}) {
    const advance = dormandPrinceStepper(space, drift, [atol, rtol]);
    return process({
      start: (position, t) => ({ position, slope: drift(t, position, space.scratch()), size: 0 }),
      step: (state, at) => advance(state, at),
    });
  },
});
