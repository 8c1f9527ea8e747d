import type { Interval } from "./interval.ts";
import { UsageError } from "./refusal.ts";
import type { Process, State } from "./solver.ts";

/** A process whose time has to rise (1), to fall (-1), or may do either (0): it refuses a grid that starts the other way. */
export const directed = <S>({ start, step }: Process<S>, direction: 1 | -1 | 0): Process<S> => ({
  start,
  step(state: State<S>, at: Interval) {
    if (at.k === 0 && direction !== 0 && Math.sign(at.t1 - at.t0) !== direction) {
      throw new UsageError({
        what: "grid",
        got: `a first step from ${at.t0} to ${at.t1}`,
        expected: `times that ${direction > 0 ? "rise" : "fall"}`,
        advice:
          direction > 0
            ? "This process runs forwards."
            : "A reverse process runs from the end of its schedule to 0.",
      });
    }
    return step(state, at);
  },
});
