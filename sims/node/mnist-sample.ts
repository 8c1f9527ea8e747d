import ndarray from "ndarray";
import { z } from "zod";
import { pixels } from "../../mnist/data.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { toPixels } from "../../mnist/to-pixels.ts";
import { digits } from "../../plots/digits.ts";
import { digitsPng } from "../digits-png.ts";
import type { Context, Simulation } from "../simulation.ts";
import { backendWords } from "./backend-words.ts";
import { type AllDrawn, drawAll } from "./draw-all.ts";
import { drawingFlags } from "./drawing-flags.ts";
import { type DrawnBy, drawnBy } from "./drawn-by.ts";
import { npy } from "./npy.ts";
import { type Drawing, readDrawing } from "./read-drawing.ts";
import { stripOf } from "./strip-of.ts";

const config = z.object({
  count: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("digits to draw; as many as the recipe shows on a page unless told, such as 20"),
  ...drawingFlags,
  raw: z
    .boolean()
    .default(false)
    .describe("keep the numbers of samples.npy as they were drawn, not as pixels from 0 to 1"),
});

/** The array of the images in a file. */
const arrayOf = (images: Float32Array) => ndarray(images, [images.length / pixels, 28, 28]);

/** Rows and columns of the page that shows some of `count` digits. */
function pageOf(count: number, { trained, labels }: Drawing): { rows: number; columns: number } {
  const { rows, columns } = trained.recipe.sampling;
  if (count === rows * columns) return { rows, columns };
  const turn = labels.slice(0, 10).includes(9) ? 10 : 5;
  const wide = Math.min(count, turn);
  return { rows: Math.min(10, Math.ceil(count / wide)), columns: wide };
}

const explanation =
  "The same solvers, driven by a network that has learned to remove noise from the training images of MNIST: at each noise level its " +
  "denoised image minus the noisy one, over the variance of the noise, is the score. Nothing else has changed, but the space has 784 " +
  "dimensions, tensors take the place of arrays, and there is no exact law to compare with.";

/** Digits of the strip, and the most instants of each. */
const [stripRows, instants] = [5, 12];

async function show(
  context: Context,
  drawing: Drawing,
  { by }: DrawnBy,
  all: AllDrawn,
  shown: Float32Array,
): Promise<void> {
  const { labels, trained } = drawing;
  const count = labels.length;
  const page = pageOf(count, drawing);
  const few = page.rows * page.columns;
  const caption = `${by}, each from noise of its own${few < count ? `; the first ${few} of ${count}` : ""}.`;
  const named = labels.some((label) => label !== noLabel) && { labels: labels.slice(0, few).map(String) };
  const figure = digits({ images: shown, ...page, ...named, title: "Digits from noise" });
  await context.figure("digits", figure, caption);
  await context.file("digits.png", await digitsPng(shown, page.rows, page.columns));
  const strip = stripOf(all.frames, all.rows, stripRows);
  const way = { ...strip, images: toPixels(trained.recipe, strip.images) };
  const wayFigure = digits({ ...way, title: "From noise to digit" });
  const wayCaption = `${strip.columns} instants, evenly over the steps; each state over sqrt(alpha^2 + sigma^2), the last one the digit.`;
  await context.figure("strip", wayFigure, wayCaption);
  await context.file("strip.png", await digitsPng(way.images, way.rows, way.columns));
  const blocks = [
    explanation,
    ...(trained.recipe.notice === undefined ? [] : [trained.recipe.notice]),
    { name: "digits", figure, caption },
    { name: "strip", figure: wayFigure, caption: wayCaption },
  ];
  context.report({ heading: "Digits by a learned score", blocks });
}

function tell(context: Context, drawing: Drawing, how: DrawnBy, seconds: number): void {
  const { labels, trained, backend } = drawing;
  const count = labels.length;
  const speed = (count * how.numbers.passes) / seconds;
  for (const [name, value] of Object.entries({ count, ...how.numbers, backend: backend.name }))
    context.number(name, value);
  context.number("image evaluations a second", speed);
  context.cite(...how.references);
  context.say(`${count} ${count === 1 ? "digit" : "digits"} by ${how.by}: ${how.cost},`);
  context.say(
    `${seconds.toFixed(1)} s, ${speed.toFixed(0)} image evaluations a second on ${backendWords(drawing)}.`,
  );
  if (trained.recipe.notice !== undefined) context.say(trained.recipe.notice);
}

/** `langevin mnist sample` */
export const mnistSample: Simulation<typeof config> = {
  name: "mnist-sample",
  title: "Digits from noise by a learned score",
  about:
    "Draws digits with a trained score network through the same solvers that the exact scores run through",
  config,
  async run(asked, context) {
    const drawing = await readDrawing(asked, context);
    const { recipe } = drawing.trained;
    const kept = (x: Float32Array): Float32Array => (asked.raw ? x : toPixels(recipe, x));
    const began = performance.now();
    const all = await drawAll(context, drawing, { instants, digits: stripRows }, (x) => {
      if (x.length > 0) context.rescue("samples.npy", () => Buffer.concat(npy(arrayOf(kept(x)))));
    });
    const seconds = (performance.now() - began) / 1000;
    await context.array("samples", arrayOf(kept(all.images)));
    if (drawing.labels.some((label) => label !== noLabel))
      await context.array("labels", ndarray(Uint8Array.from(drawing.labels), [drawing.labels.length]));
    const how = drawnBy(drawing, all.passes);
    await show(context, drawing, how, all, toPixels(recipe, all.images));
    tell(context, drawing, how, seconds);
  },
};
