import { div, type Formula, formula, input, sqrt, square, sub, sum } from "../formula/index.ts";
import { checkGrid, type Grid } from "../grids/grid.ts";
import { integrate } from "../integrate.ts";
import { freshNoise } from "../noise/fresh.ts";
import { probabilityFlow } from "../problems/probability-flow.ts";
import type { Field } from "../problems/problem.ts";
import { UsageError } from "../refusal.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { BatchSolver, Settings, Solver, State } from "../solver.ts";
import type { Ensemble } from "../space.ts";
import { affine } from "./affine.ts";
import { type Augmented, augmentedSpace } from "./augmented-space.ts";

/** A probability flow, with what the likelihood needs beside it. */
export interface Flow<S> {
  readonly schedule: Schedule;
  readonly score: Field<S>;
  /** div s, width 1: the exact one, or independent unbiased estimates (`hutchinson`). */
  readonly divergence: Field<S> | readonly Field<S>[];
  /** The log-density at the end of the grid, width 1: `diffusedLogDensity`, or `normalLogDensity`. */
  readonly prior: Field<S>;
}

export interface Likelihood<S> {
  /** log p(x) at the first time of the grid, in nats, width 1; the mean of the estimates where there are several. */
  readonly logDensity: S;
  /** Its standard error, width 1, where the divergence is estimated by two probes or more. */
  readonly error?: S;
  /** The positions at the end of the grid. */
  readonly latent: S;
}

/** dx/dt = f, and d l_i/dt = div f = d f(t) - (g^2 / 2) div s for each estimate of div s. arXiv:2011.13456, appendix D.2. */
function augmentedFlow<S>(
  space: Ensemble<S>,
  { schedule, score }: Flow<S>,
  divergences: readonly Field<S>[],
): Field<Augmented<S>> {
  const { drift } = probabilityFlow(space, schedule, score);
  return (t, { position: x }, out) => {
    const numbers = [space.dimension * schedule.drift(t), -(schedule.diffusion(t) ** 2) / 2];
    return {
      position: drift(t, x, out.position),
      numbers: out.numbers.map((old, i) => {
        const q = divergences[i](t, x, old);
        return space.map(affine, numbers, q, q);
      }),
    };
  };
}

const summaries: [mean: Formula, error: Formula][] = [];

/** The mean of m numbers, and its standard error: the root of sum_i (x_i - mean)^2 / (m (m - 1)). */
function summaryOf(m: number): [mean: Formula, error: Formula] {
  const xs = Array.from({ length: m }, (_, i) => input(i));
  const mean = div(sum(xs), m);
  const error = sqrt(div(sum(xs.map((x) => square(sub(x, mean)))), m * (m - 1)));
  return [formula({ inputs: m, outputs: [mean] }), formula({ inputs: m, outputs: [error] })];
}

function summarise<S>(space: Ensemble<S>, xs: readonly S[]): Pick<Likelihood<S>, "logDensity" | "error"> {
  if (xs.length === 1) return { logDensity: xs[0] };
  summaries[xs.length] ??= summaryOf(xs.length);
  const [logDensity, error] = summaries[xs.length].map((f) => space.map(f, [], space.scratch(1), ...xs));
  xs.forEach(space.free);
  return { logDensity, error };
}

function checkRising(grid: Grid): Grid {
  if (checkGrid(grid)[0] < grid[1]) return grid;
  throw new UsageError({
    what: "grid of a likelihood",
    got: `a first step from ${grid[0]} to ${grid[1]}`,
    expected: "times that rise, from the data to the prior",
  });
}

/**
 * The likelihood of points through the probability flow: d log p_t(x_t) / dt = -div f along it, so that
 * log p(x) at grid[0] is log p_T(x_T) plus the integral of div f. Position and integral are one state of the solver;
 * an adaptive one judges its error by both. arXiv:2011.13456, appendix D.2; arXiv:1806.07366.
 *
 * @param x positions at grid[0], given away
 * @param grid rising times
 * @throws UsageError for a falling grid; DivergenceError where the flow leaves the finite numbers
 */
export function flowLikelihood<S>(
  space: Ensemble<S>,
  flow: Flow<S>,
  x: S,
  grid: Grid,
  solver: Solver<"ode"> | BatchSolver<"ode">,
  settings?: Settings,
): Likelihood<S> {
  checkRising(grid);
  const divergences = typeof flow.divergence === "function" ? [flow.divergence] : flow.divergence;
  const product = augmentedSpace(space, divergences.length);
  const problem = { drift: augmentedFlow(space, flow, divergences) };
  const process = solver.bind(product, problem, freshNoise(product, 0n), settings);
  const start = { position: x, numbers: divergences.map(() => space.combine(space.scratch(1))) };
  let end: State<Augmented<S>> | undefined;
  for (const { state } of integrate(product, process, start, grid)) end = state;
  const { position: latent, numbers } = (end as State<Augmented<S>>).position;
  const prior = flow.prior(grid[grid.length - 1], latent, space.scratch(1));
  const logs = numbers.map((l) => space.combine(l, [1, l], [1, prior]));
  space.free(prior);
  return { ...summarise(space, logs), latent };
}
