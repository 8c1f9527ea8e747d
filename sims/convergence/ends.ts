import { arraySpace, choose, freshNoise, type Grid, grids, integrate, normalStart } from "../../src/index.ts";
import { bind, solverOf } from "../sampling/bind.ts";
import { subjectOf } from "../sampling/subject.ts";
import { exactProblems } from "./exact-problems.ts";
import { sampledPath } from "./sampled-path.ts";

export interface EndsInput {
  readonly problem: string;
  readonly solvers: readonly string[];
  /** Numbers of steps, rising, each a divisor of the last. */
  readonly steps: readonly number[];
  readonly seed: bigint;
  readonly first: number;
  readonly particles: number;
}

/** An adaptive method takes every step when its tolerance is large. */
const fixed = { rtol: 1e6, atol: 1e6 };
const settingsOf = (solver: string) =>
  "rtol" in (solverOf(solver).settings ?? {}) ? { settings: fixed } : {};

/**
 * Where methods end beyond where the solution does, with each number of steps, all on one Brownian path a particle:
 * solvers x steps.length x particles.
 */
export async function ends(input: EndsInput, report: (fraction: number) => void): Promise<Float64Array> {
  const { solvers, steps, seed, first, particles } = input;
  const { from, to, problem, start, exact, flow } = choose("problem", input.problem, exactProblems);
  const space = arraySpace({ particles, dimension: 1, first });
  const finest = grids.uniform(from, to, steps[steps.length - 1]);
  const noise = flow ? freshNoise(space, seed) : sampledPath(space, seed, finest);
  const x0 = normalStart(space, seed).map(start);
  const whole = { t0: from, t1: to, before: from, k: 0, last: true };
  const w = flow ? new Float64Array(particles) : noise.increment(whole, space.scratch());
  const solution = x0.map((x, i) => exact(x, w[i]));
  const subject = await subjectOf(problem);
  const endOf = (solver: string, grid: Grid): Float64Array => {
    const spec = {
      ...problem,
      ...settingsOf(solver),
      solver,
      grid,
      start: { points: x0 },
      particles,
      seed,
      times: [],
    };
    let end: Float64Array = x0;
    const frames = integrate(space, bind(space, subject, spec, noise), x0.slice(), grid);
    for (const { state } of frames) end = state.position;
    return end;
  };
  const found = new Float64Array(solvers.length * steps.length * particles);
  for (const [s, solver] of solvers.entries()) {
    for (const [k, n] of steps.entries()) {
      const end = endOf(solver, grids.uniform(from, to, n));
      found.set(
        end.map((x, i) => x - solution[i]),
        (s * steps.length + k) * particles,
      );
    }
    report((s + 1) / solvers.length);
  }
  return found;
}
