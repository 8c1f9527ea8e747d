import type {
  BatchSolver,
  Ensemble,
  Kind,
  Noise,
  Problems,
  Process,
  Settings,
  Solver,
} from "../../../src/index.ts";

export type AnySolver = { [K in Kind]: Solver<K> | BatchSolver<K> }[Kind];

type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;

/** A solver bound to the problem of its kind, whichever that is. */
export const bound = <S>(
  solver: AnySolver,
  space: Ensemble<S>,
  problems: Partial<{ [K in Kind]: Problems<S>[K] }>,
  noise: Noise<S>,
  settings?: Settings,
): Process<S> => (solver.bind as Bind)(space, problems[solver.kind], noise, settings);
