import { finite } from "../check.ts";
import type { Schedule } from "./schedule.ts";

/**
 * dx = -theta x dt + s dW: alpha = exp(-theta t), sigma^2 = s^2 (1 - exp(-2 theta t)) / (2 theta).
 * The default s = sqrt(2), theta = 1 tends to N(0, 1).
 *
 * @param options theta > 0 per unit time, s (`noise`) > 0, and the last time, > 0
 */
export function ornsteinUhlenbeckSchedule({ theta = 1, noise = Math.SQRT2, end = 5 } = {}): Schedule {
  finite("theta", theta, { above: 0 });
  finite("noise", noise, { above: 0 });
  finite("end", end, { above: 0 });
  const stationary = noise / Math.sqrt(2 * theta);
  const sigma = (t: number) => stationary * Math.sqrt(-Math.expm1(-2 * theta * t));
  return {
    name: "ornstein-uhlenbeck",
    about: `dx = -theta x dt + s dW, theta = ${theta}, s = ${Number(noise.toPrecision(4))}`,
    end,
    prior: sigma(end),
    alpha: (t) => Math.exp(-theta * t),
    sigma,
    drift: () => -theta,
    diffusion: () => noise,
    time: (ratio) => Math.log1p((ratio / stationary) ** 2) / (2 * theta),
    reference: "Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823",
  };
}

export const ornsteinUhlenbeck = ornsteinUhlenbeckSchedule();
