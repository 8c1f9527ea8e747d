import { type Grid, noiseGrid } from "../src/grids/grid.ts";
import { karrasGrid } from "../src/grids/karras.ts";
import type { Settings } from "../src/solver.ts";
import type { Recipe, SamplingPlan } from "./recipes/recipe.ts";

/** What may be asked of the way from noise to digit. */
export interface Asked {
  /** Name of a solver for SDEs, ODEs or denoising problems; the recipe's own unless told. */
  readonly solver?: string | undefined;
  /** Its settings, where they are not those of the recipe or the solver. */
  readonly settings?: Settings | undefined;
  /** Intervals of the grid; as many as the recipe takes unless told. */
  readonly steps?: number | undefined;
}

/** A recipe's plan with what was asked instead, on its grid. */
export type Sampling = Omit<SamplingPlan, "grid"> & { readonly settings: Settings; readonly grid: Grid };

/** Karras's levels of sigma / alpha from the end of the schedule to the last level above 0 that the recipe's own grid has. */
function ratioGrid({ schedule, sampling }: Recipe, steps: number): Grid {
  const ratio = (t: number): number => schedule.sigma(t) / schedule.alpha(t);
  const last = sampling.grid(sampling.steps)[sampling.steps - 1];
  return noiseGrid(schedule, karrasGrid(ratio(schedule.end), ratio(last), steps));
}

/**
 * How digits are drawn by a recipe. Its own solver has its own grid. Another one has that too where it ends above noise level 0,
 * as `edm`'s, and `ratioGrid` where it does not: then the run starts from the schedule's prior, and the last state is denoised.
 */
export function samplingOf(recipe: Recipe, { solver, settings = {}, steps }: Asked): Sampling {
  const plan = recipe.sampling;
  const own = solver === undefined || solver === plan.solver;
  const asked = { ...plan, solver: solver ?? plan.solver, steps: steps ?? plan.steps };
  if (own) {
    const grid = plan.grid(asked.steps);
    return { ...asked, steps: grid.length - 1, settings: { ...plan.settings, ...settings }, grid };
  }
  if (plan.denoise) return { ...asked, settings, lecture: false, grid: plan.grid(asked.steps) };
  const grid = ratioGrid(recipe, asked.steps);
  return { ...asked, steps: grid.length - 1, settings, grid, lecture: false, start: "prior", denoise: true };
}
