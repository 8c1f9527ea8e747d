import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { type Digits, pixels } from "../../mnist/data.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import type { Drawn } from "../../mnist/sample.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { toPixels } from "../../mnist/to-pixels.ts";
import { validationTimes } from "../../mnist/validation.ts";
import { digits, type Figure, lines } from "../../plots/index.ts";
import { DivergenceError } from "../../src/refusal.ts";
import { digitsPng } from "../digits-png.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import type { DrawInput } from "../tasks/draw-digits.ts";
import type { ValidationInput } from "../tasks/validate-digits.ts";
import { stripOf } from "./strip-of.ts";
import type { TrainingClock } from "./training-clock.ts";

/** The loss over test images after a step, at each noise level of the recipe. */
export type Validation = {
  readonly step: number;
  readonly mean: number;
  readonly losses: readonly number[];
};

interface Options {
  readonly backend: BackendChoice;
  /** Whether one worker has all of it. */
  readonly gpu: boolean;
  readonly recipe: Recipe;
  readonly seed: bigint;
  /** Images that are not trained on. */
  readonly tests: Digits;
  readonly clock: TrainingClock;
}

/** Most steps that a grid of samples is drawn in while training waits. */
const quick = 100;
/** Images times passes of the network that a look may take; it shows a row of digits at least. */
const effort = 5000;
/** Seconds between two looks where an epoch is longer. */
const often = 600;
const instants = 10;
/** Digits of which the strip shows the way. */
const shown = 4;

/** Validation loss against sigma / alpha, the first, the last but one and the last time that it was measured. */
function validationFigure({ schedule, ...recipe }: Recipe, all: readonly Validation[]): Figure {
  const x = validationTimes({ schedule, ...recipe }).map((t) => schedule.sigma(t) / schedule.alpha(t));
  const chosen = [...new Set([all[0], all.at(-2) ?? all[0], all[all.length - 1]])];
  const series = chosen.map(({ step, losses }) => ({
    label: `step ${step}`,
    x,
    y: losses,
    look: "both" as const,
  }));
  return lines({
    x: { label: "noise level sigma / alpha", log: true },
    panels: [{ y: { label: "mean squared error of F" }, series }],
    title: "Loss over test images",
  });
}

/** Looks at a network in training: digits drawn with it, and its loss over test images by noise level. */
export function trainingViews(context: Context, { backend, gpu, recipe, seed, tests, clock }: Options) {
  const { rows: most, columns } = recipe.sampling;
  const validations: Validation[] = [];
  let began = clock.elapsed();
  let took = 0;
  const labels = Array.from({ length: most * columns }, (_, n) =>
    recipe.labels === "none" ? noLabel : n % 10,
  );

  const show = async (): Promise<void> => {
    context.number("validation", validations);
    await context.figure("validation", validationFigure(recipe, validations));
  };
  const part = (weights: Uint8Array, first: number, count: number): Promise<Drawn> => {
    const input: DrawInput = {
      backend,
      weights,
      file: "of this step",
      labels: labels.slice(first, first + count),
      first,
      seed,
      instants: first === 0 ? instants : 0,
      steps: Math.min(recipe.sampling.steps, quick),
    };
    return context.compute<Drawn>("drawDigits", input, true);
  };
  const draw = async (step: number, weights: Uint8Array): Promise<void> => {
    const head = await part(weights, 0, columns);
    const rows = Math.min(most, Math.max(1, Math.floor(effort / (columns * head.passes))));
    const images = new Float32Array(rows * columns * pixels);
    images.set(head.images);
    const rest = (rows - 1) * columns;
    const together = Math.max(1, gpu ? rest : Math.ceil(rest / context.threads));
    await inParts(rest, together, !gpu, async (first, count) => {
      images.set((await part(weights, columns + first, count)).images, (columns + first) * pixels);
    });
    const { images: ways, ...size } = stripOf(head.frames, columns, shown);
    const [grid, way] = [toPixels(recipe, images), toPixels(recipe, ways)];
    await context.file(`figures/digits-step-${step}.png`, await digitsPng(grid, rows, columns));
    await context.file(`figures/strip-step-${step}.png`, await digitsPng(way, size.rows, size.columns));
    const after = `after ${step} steps`;
    await context.figure("digits", digits({ images: grid, rows, columns, title: `Digits ${after}` }));
    await context.figure("strip", digits({ images: way, ...size, title: `From noise to digit ${after}` }));
  };
  return {
    /** What the run that is gone on with had seen. */
    async recall(seen: readonly Validation[], pictures: ReadonlyMap<string, Uint8Array>): Promise<void> {
      validations.push(...seen);
      if (validations.length > 0) await show();
      for (const [name, bytes] of pictures) await context.file(`figures/${name}`, bytes);
    },
    /** After an epoch, as long as looks take at most half the time; every ten minutes where it is longer than that. */
    due(endOfEpoch: boolean): boolean {
      const since = clock.elapsed() - began;
      return endOfEpoch ? since > 2 * took : since > often;
    },
    /**
     * A look begins with the loss over test images.
     *
     * @param weights the weights as a file
     * @throws DivergenceError where it is not finite
     */
    async validate(step: number, weights: Uint8Array): Promise<void> {
      began = clock.elapsed();
      const input: ValidationInput = { backend, weights, file: "of this step", digits: tests };
      const losses = await context.compute<number[]>("validateDigits", input, true);
      const mean = losses.reduce((sum, loss) => sum + loss / losses.length, 0);
      if (!Number.isFinite(mean))
        throw new DivergenceError(`the loss over test images after step ${step} is not finite.`);
      validations.push({ step, mean, losses });
      await show();
    },
    /** The rest of it. */
    async draw(step: number, weights: Uint8Array): Promise<void> {
      await draw(step, weights).catch((error: unknown) => {
        // a network that has just begun may send a solver anywhere
        if (!(error instanceof DivergenceError)) throw error;
      });
      took = clock.elapsed() - began;
    },
  };
}
