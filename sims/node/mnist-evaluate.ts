import { z } from "zod";
import { pixels } from "../../mnist/data.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { toPixels } from "../../mnist/to-pixels.ts";
import { UsageError } from "../../src/index.ts";
import { frechetReferences } from "../evaluation/frechet-references.ts";
import { giveNumbers } from "../evaluation/give-numbers.ts";
import { qualityOf, type Samples } from "../evaluation/quality.ts";
import { labelsOf, samplesOf } from "../evaluation/samples-file.ts";
import { sayQuality } from "../evaluation/say-quality.ts";
import { showQuality } from "../evaluation/show-quality.ts";
import { tablesOf } from "../evaluation/tables-of.ts";
import type { Context, Simulation } from "../simulation.ts";
import { backendWords } from "./backend-words.ts";
import { checkCount } from "./check-count.ts";
import { chooseBackend } from "./choose-backend.ts";
import { data } from "./data-flag.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";
import { drawAll } from "./draw-all.ts";
import { drawingFlags } from "./drawing-flags.ts";
import { type DrawnBy, drawnBy } from "./drawn-by.ts";
import { judge } from "./judge-flag.ts";
import { readDrawing } from "./read-drawing.ts";
import { readJudge } from "./read-judge.ts";

const { seed, backend, ...drawn } = drawingFlags;
const config = z.object({
  samples: z.string().min(1).optional().meta({
    metavar: "file",
    description: "samples.npy to judge instead of drawing: n x 28 x 28, pixels 0 to 1, or bytes",
  }),
  labels: z.string().min(1).optional().meta({
    metavar: "file",
    description: "labels.npy beside --samples: the digit that each was asked to be, 10 for any",
  }),
  count: z
    .int()
    .min(10)
    .max(60_000)
    .optional()
    .describe("samples to draw and judge, 5000 unless told; of a file the first ones, all unless told"),
  ...drawn,
  judge,
  data,
  backend,
  seed,
});
type Config = z.infer<typeof config>;

const usual = 5000;
/** Bytes of 60,000 images in float64, and a header. */
const largest = 377e6;

/** A file of samples, or what is to be drawn: not both. */
function checkTogether(asked: Config): void {
  const untold = config.parse({});
  const other = (Object.keys(drawn) as (keyof typeof drawn)[]).find((name) => asked[name] !== untold[name]);
  const refuse = (what: string, got: string, expected: string): never => {
    throw new UsageError({ what, got, expected });
  };
  if (asked.samples === undefined && asked.labels !== undefined)
    refuse("--labels", "no --samples", "the file that they belong to");
  if (asked.samples !== undefined && other !== undefined)
    refuse("--samples", `a file beside --${other}`, "a file, or what is to be drawn: one of the two");
}

/** The samples of a file. */
async function given(asked: Config, file: string, context: Context): Promise<Samples> {
  const images = samplesOf(await context.input(file, "--samples", largest), file);
  const held = images.length / pixels;
  const n = asked.count ?? held;
  if (held < Math.max(10, n))
    throw new UsageError({
      what: `samples ${file}`,
      got: `${held} images`,
      expected: `${Math.max(10, n)} at least`,
    });
  const { labels: path } = asked;
  const labels = path === undefined ? undefined : labelsOf(await context.input(path, "--labels"), path, held);
  return { images: images.slice(0, n * pixels), ...(labels && { labels: labels.subarray(0, n) }) };
}

/** Samples that are drawn for it, and how. */
async function draw(asked: Config, context: Context): Promise<{ samples: Samples; how: DrawnBy }> {
  const drawing = await readDrawing(asked, context);
  const { labels, trained } = drawing;
  const all = await drawAll(context, drawing, { instants: 0, digits: 0 }, () => {});
  const how = drawnBy(drawing, all.passes);
  for (const [name, value] of Object.entries(how.numbers)) context.number(name, value);
  context.cite(...how.references);
  context.say(`${labels.length} digits by ${how.by}: ${how.cost}.`);
  const images = toPixels(trained.recipe, all.images);
  return { samples: { images, ...(labels.some((label) => label !== noLabel) && { labels }) }, how };
}

const explanation =
  "A judge, a classifier that was trained on the training images only, looks at samples and at real images. The Frechet distance is that of two " +
  "normal laws with the mean and covariance of its 128 features, of the samples and of the test images; it falls with the number of samples, so " +
  "it stands beside what as many training images have. It sees noise and missing kinds of digits. The nearest training image shows whether samples are copies.";

/** `langevin mnist evaluate` */
export const mnistEvaluate: Simulation<typeof config> = {
  name: "mnist-evaluate",
  title: "How good are the digits?",
  about:
    "Measures digits that it draws, or those of a file, by a judge: Frechet distance to the test images, how many are recognised, " +
    "how they spread over the classes, and whether they are copies of training images",
  config,
  async run(asked, context) {
    checkTogether(asked);
    const weights = await readJudge(asked.judge, context);
    const machine = await chooseBackend(asked.backend);
    const read = asked.samples === undefined ? undefined : await given(asked, asked.samples, context);
    const training = await trainingDigits(asked.data, context.input);
    const tests = await testDigits(asked.data, context.input);
    const n = read === undefined ? (asked.count ?? usual) : read.images.length / pixels;
    checkCount(n, training);
    const { samples, how } = read ? { samples: read } : await draw({ ...asked, count: n }, context);
    const judging = { ...machine, weights };
    const quality = await qualityOf(context, judging, samples, { training, tests }, asked.seed);
    context.number("count", n);
    context.number("backend", machine.backend.name);
    giveNumbers(context, quality);
    sayQuality(context, quality);
    context.say(`Computed on ${backendWords(machine)}.`);
    context.cite(...frechetReferences);
    const pictures = await showQuality(context, samples, quality, training);
    const blocks = [
      explanation,
      ...(how ? [`Drawn by ${how.by}: ${how.cost}.`] : []),
      ...tablesOf(quality),
      ...pictures,
    ];
    context.report({ heading: `${n} samples`, blocks });
  },
};
