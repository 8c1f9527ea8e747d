import { formula, input, less, log, mul, select } from "../formula/index.ts";
import type { Space } from "../space.ts";

const [u, ratio, proposed] = [0, 1, 2].map(input);
const accepts = formula({ inputs: 3, outputs: [mul(less(log(u), ratio), less(proposed, Infinity))] });
const chosen = formula({ inputs: 3, outputs: [select(input(0), input(1), input(2))] });
const usable = mul(less(input(1), Infinity), less(input(2), Infinity));
const started = formula({ inputs: 3, outputs: [select(usable, input(0), Number.NaN)] });

/** Metropolis's rule for each particle: accept where log u < ratio. A state of width 1 broadcasts. */
export const metropolis = <S>(space: Space<S>) => ({
  /** 1 where accepted. An infinite density is rejected, and so is NaN, which compares false. */
  accepts: (out: S, u: S, ratio: S, proposed: S): S => space.map(accepts, [], out, u, ratio, proposed),
  /** `now`, which is given away, or `proposal` where it was accepted. */
  choose: (accepted: S, proposal: S, now: S): S => space.map(chosen, [], now, accepted, proposal, now),
  /**
   * The position, or NaN where the score is not finite or the log-density is NaN or Infinity: every proposal would be
   * rejected from there, so that the chain would stand still without a word.
   */
  start(position: S, score: S, logDensity: S): S {
    const square = space.dot(space.scratch(1), score, score);
    const x = space.map(started, [], position, position, square, logDensity);
    space.free(square);
    return x;
  },
});
