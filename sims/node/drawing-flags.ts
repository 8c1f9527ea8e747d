import { z } from "zod";
import { digitSolvers } from "../../mnist/digit-solvers.ts";
import { spacings } from "../../src/grids/spacings.ts";
import { backendFlag } from "../backend-flag.ts";
import { solverFlags } from "../sampling/solver-flags.ts";
import { seed } from "../seed.ts";

type Spaced = keyof typeof spacings;

/** The solvers that digits can be drawn with. */
export const how = solverFlags(digitSolvers, "heun");

/** The flags of what draws digits; `readDrawing` reads them. */
export const drawingFlags = {
  label: z
    .string()
    .regex(/^(any|all|[0-9](,[0-9])*)$/, "a digit, several with commas between them, any, or all")
    .optional()
    .meta({
      metavar: "digits",
      description:
        "the digit to draw, or several in turn, such as 1,8; all for 0 to 9, any to leave it to the network; all unless told, " +
        "where it was trained with labels",
    }),
  guide: z
    .enum(["labels", "classifier"])
    .optional()
    .describe(
      "what makes it the digit: labels that the network was trained with, or the gradient of a classifier of noisy digits; labels unless told",
    ),
  classifier: z.string().min(1).optional().meta({
    metavar: "file",
    description:
      "noisy-classifier.safetensors of mnist classifier, for --guide classifier; the package's unless told",
  }),
  guidance: z
    .number()
    .min(0)
    .max(20)
    .optional()
    .describe(
      "w of guidance: (1 + w) s_conditional - w s_unconditional, where 0 is none and more costs a second pass of the network; " +
        "by a classifier s + (1 + w) grad log p(digit | x); that of the recipe unless told",
    ),
  solver: z
    .string()
    .optional()
    .describe(
      `${digitSolvers.join(", ")}; the one of the recipe that the network was trained by unless told`,
    ),
  set: how.flags.set,
  steps: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe("intervals of the grid; as many as the recipe takes unless told"),
  grid: z
    .enum(Object.keys(spacings) as [Spaced, ...Spaced[]])
    .optional()
    .describe("spacing of the noise levels (uniform, quadratic: of t); the recipe's unless told"),
  weights: z.string().min(1).optional().meta({
    metavar: "file",
    description: "weights.safetensors of a training, or its folder; those of the package unless told",
  }),
  backend: backendFlag,
  seed,
};

const flags = z.object(drawingFlags);
/** What they were given. */
export type DrawingFlags = z.infer<typeof flags>;
