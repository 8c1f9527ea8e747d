import { z } from "zod";
import * as networks from "../../mnist/networks/index.ts";
import * as recipes from "../../mnist/recipes/index.ts";
import { backendFlag } from "../backend-flag.ts";
import { seed } from "../seed.ts";
import { data } from "./data-flag.ts";

const names = (registry: Readonly<Record<string, { readonly name: string }>>) =>
  z.enum(Object.values(registry).map(({ name }) => name) as [string, ...string[]]);

const own = "the recipe's own unless told";

/** The flags of `langevin mnist train`. */
export const trainingConfig = z.object({
  recipe: names(recipes)
    .default("edm")
    .describe("noise levels, what the network predicts, how it is trained and how digits are drawn with it"),
  network: names(networks).optional().describe(`architecture of the network; ${own}`),
  channels: z
    .string()
    .regex(/^[0-9]{1,4}(,[0-9]{1,4}){0,7}$/, "a number of channels, or one a level such as 32,64")
    .optional()
    .meta({
      metavar: "n[,n]",
      description: `channels of the network at its levels, or at the first, the others in proportion; ${own}`,
    }),
  attention: z.boolean().default(false).describe("self-attention where the network can have it"),
  epochs: z.number().positive().max(10_000).optional().describe("how often each image is seen"),
  minutes: z.number().positive().max(10_000).optional().describe("about how long to train"),
  steps: z
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .describe("updates of the weights; the recipe's epochs or minutes where none of the three is told"),
  batch: z.int().min(1).max(4096).optional().describe(`images an update; ${own}`),
  rate: z.number().positive().max(1).optional().describe(`the learning rate at its highest; ${own}`),
  resume: z
    .string()
    .min(1)
    .optional()
    .meta({
      metavar: "run",
      description:
        "folder of a run to go on with from its last checkpoint, in a new folder; other flags are those of that run, " +
        "and more --epochs, --minutes or --steps make it longer",
    }),
  data,
  backend: backendFlag,
  seed,
});

export type TrainingConfig = z.infer<typeof trainingConfig>;
