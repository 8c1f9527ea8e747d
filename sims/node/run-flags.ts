import { availableParallelism } from "node:os";
import { z } from "zod";
import type { FlagGroup } from "./flags.ts";

/** The settings that every run has besides those of its simulation. */
const config = z.object({
  out: z.string().min(1).optional().meta({
    metavar: "folder",
    description: "folder for the results, new or empty; a new one in runs/ unless told",
  }),
  threads: z
    .int()
    .min(1)
    .max(256)
    .default(availableParallelism())
    .describe("worker threads; the results do not depend on it"),
  json: z.boolean().default(false).describe("print one JSON object on stdout, and nothing else there"),
  open: z.boolean().default(false).describe("show the report in the browser when done"),
  quiet: z.boolean().default(false).describe("no progress"),
});

export type RunSettings = z.infer<typeof config>;

export const runFlags: FlagGroup = { heading: "Run:", config };
