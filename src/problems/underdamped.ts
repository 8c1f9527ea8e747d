import { finite } from "../check.ts";
import type { Field, Problems } from "./problem.ts";

/**
 * dq = p dt, dp = (F - gamma p) dt + sqrt(2 gamma T) dW at unit mass, with law exp(-(E + p^2/2)/T) for
 * F = -grad E. Friction 0 is Hamiltonian dynamics, which runs
 * either way in time; with friction it runs forwards.
 */
export function underdamped<S>(
  force: Field<S>,
  { temperature = 1, friction = 1 } = {},
): Problems<S>["kinetic"] {
  finite("temperature", temperature, { min: 0 });
  finite("friction", friction, { min: 0 });
  return { force, temperature, friction, ...(friction > 0 && { direction: 1 }) };
}
