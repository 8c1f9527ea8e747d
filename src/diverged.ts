import type { Interval } from "./interval.ts";
import { DivergenceError } from "./refusal.ts";

const six = (value: number): string => Number(value.toPrecision(6)).toString();

/** Stops a run in which a particle has left the finite numbers. */
export function diverged(particle: number, { t0, t1, k }: Pick<Interval, "t0" | "t1" | "k">): never {
  throw new DivergenceError(
    `particle ${particle} is not finite after step ${k} from t = ${six(t0)} to ${six(t1)} (h = ${six(t1 - t0)}). ` +
      "Take smaller steps, or start where drift and score are finite.",
  );
}
