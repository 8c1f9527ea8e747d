import type { Interval } from "../interval.ts";
import type { Noise } from "../noise/noise.ts";
import { type Purpose, purposes } from "../noise/purposes.ts";
import { NotCompilable } from "./not-compilable.ts";
import type { Place } from "./place.ts";
import type { Tape } from "./tape.ts";

/** Fresh noise on the tape, at the addresses of `freshNoise`. `current` is the number of the interval in the making. */
export function tapeNoise(tape: Tape, current: () => number): Noise<Place> {
  const check = (at: Interval): number => {
    if (at.k !== current()) throw new NotCompilable("it asks for the noise of another interval");
    return at.t1 - at.t0;
  };
  const numbered = (op: "normal" | "uniform", purpose: Purpose) => {
    const deed = { op, purpose, numbered: true };
    return (at: Interval, draw: number, out: Place): Place => {
      check(at);
      tape.draws.push(draw);
      return tape.write(deed, out, []);
    };
  };
  const increment = { op: "normal", purpose: purposes.increment, numbered: false } as const;
  return {
    increment(at, out) {
      tape.numbers.push(Math.sqrt(Math.abs(check(at))));
      return tape.write(increment, out, []);
    },
    area(at, out) {
      const h = check(at);
      const root = Math.sqrt(Math.abs(h));
      tape.numbers.push((h * root) / 2, (h * root) / Math.sqrt(12));
      return tape.write({ op: "area" }, out, []);
    },
    normal: numbered("normal", purposes.normal),
    uniform: numbered("uniform", purposes.uniform),
  };
}
