import { formulas, type Grid, type Schedule } from "../../../src/index.ts";
import { swissRoll } from "../../../toy-distributions/index.ts";
import { noise as width } from "../../../toy-distributions/swiss-roll.ts";

/** Nodes c_k with weights w_k that serve successive steps, and the numbers of each step. */
export interface Stage {
  readonly centres: readonly (readonly [x: number, y: number])[];
  readonly logWeights: readonly number[];
  /** alpha, v, A, B, C a step: x' = A x + B s(x) + C z, s the score of sum_k w_k N(alpha c_k, v I). */
  readonly steps: readonly (readonly number[])[];
}

/** The nodes by which the law of alpha x + sigma z is taken at sigma / alpha. */
export function nodesAt(noiseToSignal: number): Omit<Stage, "steps"> {
  const lse = formulas
    .topological(swissRoll.diffused(noiseToSignal).outputs)
    .find((node) => node.op === "lse");
  if (lse?.op !== "lse") throw new TypeError("the law of the Swiss roll is a sum over nodes");
  const [x, y, logWeights] = lse.table.columns;
  return { centres: Array.from(x, (c, k) => [c, y[k]] as const), logWeights: [...logWeights] };
}

/** Euler and Maruyama's steps of the reverse SDE (lambda = 1) as numbers, steps that share their nodes together. */
export function swissRollSteps(grid: Grid, { alpha, sigma, drift, diffusion }: Schedule): Stage[] {
  const stages: { nodes: Omit<Stage, "steps">; steps: number[][] }[] = [];
  for (let k = 0; k + 1 < grid.length; k++) {
    const [t, h] = [grid[k], grid[k + 1] - grid[k]];
    const nodes = nodesAt(sigma(t) / alpha(t));
    if (nodes.centres.length !== stages.at(-1)?.nodes.centres.length) stages.push({ nodes, steps: [] });
    const g = diffusion(t);
    const v = (alpha(t) * width) ** 2 + sigma(t) ** 2;
    stages.at(-1)?.steps.push([alpha(t), v, 1 + h * drift(t), -h * g * g, g * Math.sqrt(Math.abs(h))]);
  }
  return stages.map(({ nodes, steps }) => ({ ...nodes, steps }));
}
