import { schedules as registry, type Schedule } from "../../src/index.ts";
import { type Claim, checks } from "./claim.ts";
import { flowMarginals, reverseMarginals } from "./measure/marginals.ts";

/** Times at which a schedule is held against its definition, as fractions of its end. */
const fractions = [0.0203, 0.1007, 0.3004, 0.5006, 0.8003, 0.9903];

/** The largest of an error over the times. */
const worst = (schedule: Schedule, error: (t: number) => number): number =>
  Math.max(...fractions.map((fraction) => Math.abs(error(fraction * schedule.end))));

const derivative = (f: (t: number) => number, t: number): number => {
  const h = 1e-5 * t;
  return (8 * (f(t + h) - f(t - h)) - (f(t + 2 * h) - f(t - 2 * h))) / (12 * h);
};

function driftError({ alpha, drift }: Schedule, t: number): number {
  const slope = derivative((r) => Math.log(alpha(r)), t);
  return (drift(t) - slope) / (1 + Math.abs(slope));
}

function diffusionError({ sigma, drift, diffusion }: Schedule, t: number): number {
  const squared = derivative((r) => sigma(r) ** 2, t) - 2 * drift(t) * sigma(t) ** 2;
  return (diffusion(t) ** 2 - squared) / (1e-3 + squared);
}

const timeError = ({ alpha, sigma, time, end }: Schedule, t: number): number =>
  (time(sigma(t) / alpha(t)) - t) / end;

const consistency = (schedule: Schedule): Claim[] =>
  Object.entries({
    "f = d log alpha / dt": driftError,
    "g^2 = d sigma^2 / dt - 2 f sigma^2": diffusionError,
    "time of a noise-to-signal ratio": timeError,
  }).map(([claim, error]) => ({
    claim: `${claim}, error`,
    claimed: 0,
    tolerance: 1e-6,
    measure: () => worst(schedule, (t) => error(schedule, t)),
  }));

/** All that a schedule claims: its own equations, and the laws of the processes that it makes. */
export const schedules = checks<Schedule>({
  group: "schedules",
  entries: Object.values(registry),
  claims: (schedule) => [
    ...consistency(schedule),
    {
      claim: "reverse SDE keeps the marginals, error",
      claimed: 0,
      tolerance: 5e-3,
      measure: () => reverseMarginals(schedule),
    },
    {
      claim: "probability flow keeps the marginals, error",
      claimed: 0,
      tolerance: 1e-6,
      measure: () => flowMarginals(schedule),
    },
  ],
});
