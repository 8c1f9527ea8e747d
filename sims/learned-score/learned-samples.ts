import {
  freshNoise,
  type Grid,
  integrate,
  probabilityFlow,
  type Settings,
  type Solver,
  schedules,
} from "../../src/index.ts";
import { solverOf } from "../sampling/bind.ts";
import { byNetwork, type Fitted } from "./by-network.ts";

const { edm } = schedules;

export interface LearnedSamplesInput extends Fitted {
  /** Of the flow. */
  readonly solver: string;
  readonly settings: Settings;
  /** Noise levels that fall. */
  readonly grid: Grid;
  /** The positions at the first of them, n x d. */
  readonly points: Float64Array;
  /** Address of the first particle. */
  readonly first: number;
}

/** Where the flow along the learned score ends for a block of particles. */
export const learnedSamples = ({ solver, settings, grid, points, first, ...fitted }: LearnedSamplesInput) =>
  byNetwork(fitted, points, first, (space, { score }, x) => {
    const method = solverOf(solver) as Solver<"ode">;
    const process = method.bind(space, probabilityFlow(space, edm, score), freshNoise(space, 0n), settings);
    let end = x;
    for (const { state } of integrate(space, process, x, grid)) end = state.position;
    return end;
  });
