import { freshNoise, overdamped, solvers } from "../../src/index.ts";
import { byNetwork, type Fitted } from "./by-network.ts";

/** Steps x' = x + (eps/2) s(x, sigma) + sqrt(eps) z at one noise level. */
export interface LangevinLevel {
  readonly sigma: number;
  readonly eps: number;
  readonly steps: number;
}

export interface LearnedLangevinInput extends Fitted {
  readonly levels: readonly LangevinLevel[];
  /** The positions at the start, n x d. */
  readonly points: Float64Array;
  /** Address of the first particle. */
  readonly first: number;
  readonly seed: bigint;
}

/** Where Langevin dynamics with the learned score ends for a block of particles, level after level. */
export const learnedLangevin = ({ levels, points, first, seed, ...fitted }: LearnedLangevinInput) =>
  byNetwork(fitted, points, first, (space, { score }, x) => {
    const noise = freshNoise(space, seed);
    let end = x;
    let k = 0;
    for (const { sigma, eps, steps } of levels) {
      const problem = overdamped(space, (_, y, out) => score(sigma, y, out));
      const process = solvers.eulerMaruyama.bind(space, problem, noise);
      const h = eps / 2;
      let state = process.start(end, 0);
      for (let j = 0; j < steps; j++, k++) {
        state = process.step(state, { t0: j * h, t1: (j + 1) * h, before: (j - 1) * h, k, last: false });
      }
      end = state.position;
    }
    return end;
  });
