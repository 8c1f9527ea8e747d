import type { SdeFormulas } from "../../src/index.ts";
import { solverOf } from "./bind.ts";
import type { SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

/** Whether an SDE is an ODE. */
export const isOde = ({ diffusion }: SdeFormulas): boolean =>
  diffusion.outputs.every((b) => b.op === "constant" && b.value === 0);

/** Whether particles follow equations of motion without any noise. A diffusion's flow does too, but is judged by its law. */
export function isNoiseless({ sde }: Subject, { motion, solver }: SampleSpec): boolean {
  switch (motion.kind) {
    case "langevin":
      return motion.friction === 0 && solverOf(solver).kind === "kinetic";
    case "ornstein-uhlenbeck":
      return motion.sigma === 0;
    case "sde":
      return sde !== undefined && isOde(sde);
    default:
      return false;
  }
}
