import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import type { Interval } from "../../src/interval.ts";
import type { Noise } from "../../src/noise/noise.ts";
import type { Problems } from "../../src/problems/problem.ts";
import type { Solver, State } from "../../src/solver.ts";
import { type AnySolver, everySolver } from "./standard-problems.ts";

type Arrays = Float64Array;
export type Kinetic = Problems<Arrays>["kinetic"];
export type Splitting = Pick<Solver<"kinetic">, "name" | "bind" | "stationary" | "order">;
const isKinetic = (solver: AnySolver): solver is Solver<"kinetic"> => solver.kind === "kinetic";
export const splittings: readonly Splitting[] = everySolver.filter(isKinetic);

export const interval = (h: number, k = 0): Interval => ({
  t0: k * h,
  t1: (k + 1) * h,
  before: 0,
  k,
  last: false,
});
export const momentum = (state: State<Arrays>) => state.momentum as Arrays;
/** The independent parts of a step's noise: Brownian increment, and the normals of the two halves of O. */
export const sources = ["increment", 1, 2] as const;
export const unit = (source: (typeof sources)[number], on = (_: Interval) => 1): Noise<Arrays> =>
  prescribedNoise(
    source === "increment" ? { increment: on } : { normal: (at, draw) => (draw === source ? on(at) : 0) },
  );
