import type { Interval } from "./interval.ts";
import { DivergenceError } from "./refusal.ts";

/** Stops a run in which a particle has left the finite numbers. */
export function diverged(particle: number, { t0, t1, k }: Pick<Interval, "t0" | "t1" | "k">): never {
  throw new DivergenceError(
    `particle ${particle} is not finite after step ${k} from t = ${t0} to ${t1} (h = ${t1 - t0}). ` +
      "Take smaller steps, or start where drift and score are finite.",
  );
}
