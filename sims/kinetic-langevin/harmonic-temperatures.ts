import { type Density, formulas, type StationaryLaw, symmetricEigen } from "../../src/index.ts";
import { hessian } from "../sampling/hessian.ts";

const { evaluate, formula } = formulas;

/**
 * The temperatures that a scheme has at the step h in a Gaussian density, exactly: each mode of stiffness T lambda is
 * the oscillator of the claim at the step h sqrt(T lambda). Undefined for another density, without a claim, and where
 * that step is 2 or more: the splittings are not stable there, and have no law at rest.
 */
export function harmonicTemperatures(
  density: Density,
  T: number,
  h: number,
  stationary: StationaryLaw | undefined,
): { readonly kinetic: number; readonly configurational: number } | undefined {
  const { dimension: d } = density;
  const H = stationary === undefined || d > 10 ? undefined : hessian(density);
  if (stationary?.momentum === undefined || H === undefined) return undefined;
  const { values } = symmetricEigen(
    H.map((v) => -v),
    d,
  );
  const claim = formula({
    inputs: 0,
    parameters: ["h"],
    outputs: [stationary.momentum, stationary.position],
  });
  const steps = [...values].map((lambda) => h * Math.sqrt(T * lambda));
  if (!steps.every((step) => step < 2)) return undefined;
  const modes = steps.map((step) => evaluate(claim, [step]));
  const mean = (k: number) => (T * modes.reduce((sum, mode) => sum + mode[k], 0)) / d;
  return { kinetic: mean(0), configurational: mean(1) };
}
