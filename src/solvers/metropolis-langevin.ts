import { add, div, formula, input, mul, parameter, sub } from "../formula/index.ts";
import type { Interval } from "../interval.ts";
import type { Noise } from "../noise/noise.ts";
import type { Problems } from "../problems/problem.ts";
import type { Space } from "../space.ts";
import { metropolis } from "./metropolis.ts";

const [h, proposed, current, back, forth] = [parameter("h"), ...[0, 1, 2, 3].map(input)];
/** log p(y) - log p(x) + log q(x | y) - log q(y | x) */
const ratioOf = formula({
  inputs: 4,
  outputs: [add(sub(proposed, current), sub(div(forth, 2), div(back, mul(4, h))))],
});

type Chain<S> = {
  readonly position: S;
  readonly score: S;
  readonly logDensity: S;
  readonly accepted: S;
};

/** A Langevin step as a proposal, accepted or rejected for each particle: it keeps the density of time t at every step h. */
export function metropolisLangevin<S>(
  space: Space<S>,
  { score, logDensity }: Pick<Problems<S>["target"], "score" | "logDensity">,
  noise: Noise<S>,
) {
  const { accepts, choose, start } = metropolis(space);
  let [z, y, s, d] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
  let [l, u, back, forth] = [space.scratch(1), space.scratch(1), space.scratch(1), space.scratch(1)];
  return {
    /** A position that no proposal could leave becomes NaN. */
    start(x: S, t: number): Chain<S> {
      const s0 = score(t, x, space.scratch());
      const l0 = logDensity(t, x, space.scratch(1));
      const accepted = space.combine(space.scratch(1));
      return { position: start(x, s0, l0), score: s0, logDensity: l0, accepted };
    },
    step(
      { position: x, score: s0, logDensity: l0, accepted }: Chain<S>,
      {
        t,
        h,
        at,
        draw,
      }: { readonly t: number; readonly h: number; readonly at: Interval; readonly draw: number },
    ): Chain<S> {
      z = noise.normal(at, draw, z);
      u = noise.uniform(at, draw, u);
      y = space.combine(y, [1, x], [h, s0], [Math.sqrt(2 * h), z]);
      s = score(t, y, s);
      l = logDensity(t, y, l);
      d = space.combine(d, [1, x], [-1, y], [-h, s]);
      back = space.dot(back, d, d);
      forth = space.dot(forth, z, z);
      forth = space.map(ratioOf, [h], forth, l, l0, back, forth);
      accepted = accepts(accepted, u, forth, l);
      return {
        position: choose(accepted, y, x),
        score: choose(accepted, s, s0),
        logDensity: choose(accepted, l, l0),
        accepted,
      };
    },
  };
}
