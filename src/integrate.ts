import { checkGrid, type Grid } from "./grids/grid.ts";
import type { Interval } from "./interval.ts";
import { DivergenceError } from "./refusal.ts";
import type { Process, State } from "./solver.ts";
import type { Ensemble } from "./space.ts";

/** A borrowed state at a point of the grid: copy what must outlive the next one. */
export interface Frame<S> {
  /** Index of the grid point. */
  readonly k: number;
  readonly t: number;
  readonly state: State<S>;
}

/** The intervals of a grid, in order. */
export function* intervals(grid: Grid): Generator<Interval> {
  for (let k = 0; k + 1 < grid.length; k++) {
    yield { t0: grid[k], t1: grid[k + 1], before: grid[Math.max(0, k - 1)], k, last: k + 2 === grid.length };
  }
}

function refuse(particle: number, { t0, t1, k }: Interval): never {
  throw new DivergenceError(
    `particle ${particle} is not finite after step ${k} from t = ${t0} to ${t1} (h = ${t1 - t0}). ` +
      "Take smaller steps, or start where drift and score are finite.",
  );
}

/**
 * Walks a grid lazily, one frame a point. Stops with a `DivergenceError` at the first value that is not
 * finite, where the space can tell without waiting.
 *
 * @param x positions at grid[0], given away
 */
export function* integrate<S>(
  space: Pick<Ensemble<S>, "first" | "firstNotFinite">,
  process: Process<S>,
  x: S,
  grid: Grid,
): Generator<Frame<S>, State<S>> {
  checkGrid(grid);
  let state = process.start(x, grid[0]);
  yield { k: 0, t: grid[0], state };
  for (const at of intervals(grid)) {
    state = process.step(state, at);
    const bad = space.firstNotFinite?.(state.position) ?? -1;
    if (bad >= 0) refuse(space.first + bad, at);
    yield { k: at.k + 1, t: at.t1, state };
  }
  return state;
}
