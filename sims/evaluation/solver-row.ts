import { z } from "zod";

/** What a solver reached with some evaluations of the network an image. */
export const solverRow = z.object({
  solver: z.string(),
  /** Spacing of its noise levels; "own" for the recipe's. */
  grid: z.string(),
  steps: z.number(),
  evaluations: z.number(),
  /** Of the classifier that guides; 0 where none does. */
  classifierGradients: z.number(),
  frechet: z.number(),
  /** Standard error. */
  frechetError: z.number(),
});

export type SolverRow = z.infer<typeof solverRow>;
