import { z } from "zod";
import { backendFlag } from "../../backend-flag.ts";

/** The flags of an entry that shows a training. */
export const trainingFlags = {
  train: z
    .boolean()
    .default(false)
    .describe("train now, as langevin mnist train does: hours on a processor, minutes on a GPU"),
  epochs: z
    .number()
    .positive()
    .max(10_000)
    .optional()
    .describe("with --train, how often each image is seen; as often as in the lecture unless told"),
  channels: z
    .int()
    .min(8)
    .max(1024)
    .multipleOf(8)
    .optional()
    .describe(
      "with --train, channels of the network's first level, a multiple of 8, the others in proportion; its own unless told",
    ),
  backend: backendFlag,
};

/** A flag for the folder of a training of one's own. */
export const runFlag = (which: string) =>
  z
    .string()
    .min(1)
    .optional()
    .meta({ metavar: "run", description: `folder of a training to show in place of ${which}` });
