import { noLabel } from "../../mnist/score-matching.ts";
import type { Drawing } from "./read-drawing.ts";

/** How digits were drawn: what a run says, records and cites. */
export interface DrawnBy {
  /** "heun in 9 steps, guidance 0.5" */
  readonly by: string;
  /** "38 passes of the network each" */
  readonly cost: string;
  readonly numbers: {
    readonly recipe: string;
    readonly solver: string;
    readonly steps: number;
    /** Spacing of the noise levels; "own" for the recipe's. */
    readonly grid: string;
    readonly guide: string;
    readonly guidance: number;
    readonly passes: number;
    readonly classifierGradients: number;
  };
  readonly references: readonly string[];
}

const many = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;

/** Guidance in a few words, where there is any. */
const strengthOf = ({ guidance, classifier }: Drawing): string =>
  classifier !== undefined
    ? `, guided by a classifier, w = ${guidance}`
    : guidance > 0
      ? `, guidance ${guidance}`
      : "";

/** What guided them. */
const guideOf = ({ labels, classifier, trained }: Drawing): string =>
  classifier !== undefined
    ? "classifier"
    : trained.recipe.labels === "none" || labels.every((label) => label === noLabel)
      ? "none"
      : "labels";

/**
 * How digits were drawn.
 *
 * @param passes of the network for each image. Where a classifier guides, each has one gradient of the classifier beside it.
 */
export function drawnBy(drawing: Drawing, passes: number): DrawnBy {
  const { classifier, guidance, sampling, trained } = drawing;
  const { solver, steps, spacing } = sampling;
  const grid = spacing === undefined ? "" : ` of a ${spacing} grid`;
  const gradients = classifier === undefined ? 0 : passes;
  const classified = classifier === undefined ? "" : ` and ${many(gradients, "gradient")} of the classifier`;
  return {
    by: `${solver} in ${many(steps, "step")}${grid}${strengthOf(drawing)}`,
    cost: `${many(passes, "pass", "passes")} of the network${classified} each`,
    numbers: {
      recipe: trained.recipe.name,
      solver,
      steps,
      grid: spacing ?? "own",
      guide: guideOf(drawing),
      guidance,
      passes,
      classifierGradients: gradients,
    },
    references: [
      trained.recipe.reference,
      ...(classifier !== undefined ? ["Dhariwal and Nichol (2021), arXiv:2105.05233"] : []),
      ...(guidance > 0 && classifier === undefined ? ["Ho and Salimans (2022), arXiv:2207.12598"] : []),
    ],
  };
}
