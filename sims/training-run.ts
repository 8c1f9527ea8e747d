import { z } from "zod";

const count = z.int().min(1);

/** The run.json of a training; a number stands in it once it is known. */
export const trainingRun = z.object({
  simulation: z.literal("mnist-train"),
  status: z.enum(["running", "done", "failed", "interrupted"]),
  command: z.string(),
  /** Those of this run, with all that it did beside its steps. */
  seconds: z.number().nonnegative(),
  config: z.record(z.string(), z.unknown()),
  /** The files that it has written, by name. */
  outputs: z.record(z.string(), z.unknown()).default({}),
  numbers: z
    .object({
      recipe: z.string(),
      parameters: count,
      backend: z.string(),
      /** Those of its steps, with the steps of a run that it went on with. */
      "training seconds": z.number().positive(),
      epochs: z.array(z.object({ epoch: count, loss: z.number(), seconds: z.number() })),
      validation: z.array(z.object({ step: z.number(), mean: z.number(), losses: z.array(z.number()) })),
    })
    .partial()
    .prefault({}),
});
