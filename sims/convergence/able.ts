import { arraySpace, type Kind, solvers } from "../../src/index.ts";
import { problemsOf } from "../sampling/problems-of.ts";
import { subjectOf } from "../sampling/subject.ts";
import type { ExactProblem } from "./exact-problems.ts";

/** Names of the solvers that can serve a problem: of an SDE, or those of the flow that claim an order. */
export async function able({ problem, flow }: ExactProblem): Promise<string[]> {
  const spec = {
    ...problem,
    solver: "",
    grid: Float64Array.of(0, 1),
    start: { deviation: 0 },
    particles: 1,
    seed: 0n,
    times: [],
  };
  const space = arraySpace({ particles: 1, dimension: 1 });
  const kinds = flow ? ["ode", "denoising"] : Object.keys(problemsOf(space, await subjectOf(problem), spec));
  return Object.values(solvers)
    .filter(({ kind, order }) => (kinds as Kind[]).includes(kind) && (!flow || order !== undefined))
    .map(({ name }) => name);
}
