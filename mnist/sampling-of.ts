import { integer } from "../src/check.ts";
import type { Grid } from "../src/grids/grid.ts";
import { scheduleGrid } from "../src/grids/schedule-grid.ts";
import { spacings } from "../src/grids/spacings.ts";
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
  /** How the levels are spaced, from the end of the schedule down to the last level above 0 of the recipe's own grid. */
  readonly spacing?: keyof typeof spacings | undefined;
}

/** A recipe's plan with what was asked instead, on its grid. */
export type Sampling = Omit<SamplingPlan, "grid"> &
  Pick<Asked, "spacing"> & { readonly settings: Settings; readonly grid: Grid };

/** The last noise level sigma / alpha above 0 that the recipe's own grid has. */
function lastLevel({ schedule, sampling: { grid, steps, denoise } }: Recipe): number {
  const times = grid(steps);
  const t = times[denoise ? times.length - 1 : times.length - 2];
  return schedule.sigma(t) / schedule.alpha(t);
}

/**
 * How digits are drawn by a recipe. Its own solver has its own grid. Another one has that too where it ends above noise level 0,
 * as `edm`'s, and Karras's levels where it does not: then, and on a grid of another spacing, the run starts from the schedule's
 * prior, and the last state is denoised.
 *
 * @throws UsageError for less than two steps of the lectures' loop: it has as many levels as steps, from first to last
 */
export function samplingOf(recipe: Recipe, { solver, settings = {}, steps, spacing }: Asked): Sampling {
  const plan = recipe.sampling;
  const own = solver === undefined || solver === plan.solver;
  const asked = { ...plan, spacing, solver: solver ?? plan.solver, steps: steps ?? plan.steps };
  const all = own ? { ...plan.settings, ...settings } : settings;
  if (spacing === undefined && (own || plan.denoise)) {
    const lecture = own && plan.lecture;
    if (lecture) integer("steps of the recipe's loop", asked.steps, { min: 2 });
    const grid = plan.grid(asked.steps);
    return { ...asked, settings: all, steps: grid.length - 1, lecture, grid };
  }
  const spaced = spacing ?? "karras";
  const grid = scheduleGrid(recipe.schedule, spacings[spaced], lastLevel(recipe), asked.steps);
  return { ...asked, spacing: spaced, settings: all, grid, lecture: false, start: "prior", denoise: true };
}
