import { join } from "node:path";
import ndarray from "ndarray";
import { z } from "zod";
import { digitSolvers } from "../../mnist/sample.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { digits } from "../../plots/digits.ts";
import { solverFlags } from "../sampling/solver-flags.ts";
import { seed } from "../seed.ts";
import type { Context, Simulation } from "../simulation.ts";
import type { DrawInput } from "../tasks/draw-digits.ts";
import { npy } from "./npy.ts";
import { packageRoot } from "./package-root.ts";
import { readInput } from "./read-input.ts";

const how = solverFlags(digitSolvers, "heun", "euler-maruyama is the reverse SDE");
const config = z.object({
  count: z.int().min(1).max(100_000).default(20).describe("digits to draw"),
  label: z
    .string()
    .regex(/^([0-9]|any|all)$/, "a digit, any, or all")
    .default("all")
    .meta({
      metavar: "digit",
      description: "the digit to draw; all for 0 to 9 in turn, any to leave it to the network",
    }),
  guidance: z
    .number()
    .min(0)
    .max(20)
    .default(0.5)
    .describe("w of classifier-free guidance; 0 is none, more costs a second pass of the network"),
  ...how.flags,
  steps: z.int().min(1).max(100_000).default(12).describe("intervals of the Karras grid"),
  weights: z.string().optional().meta({
    metavar: "file",
    description: "weights.safetensors of a training; those of the package unless told",
  }),
  seed,
});
type Config = z.infer<typeof config>;

/** Images that a worker computes at a time; the results do not depend on it. */
const block = 10;

const shipped = (): string => join(packageRoot(), "mnist", "weights", "digits.safetensors");

/** Bytes of a weights file, far above those of any network that could be drawn with in reasonable time. */
const largest = 64e6;

const readWeights = (path: string): Promise<Uint8Array> =>
  readInput(path, {
    what: "--weights",
    expected: "a weights.safetensors file",
    most: largest,
    advice: "npx langevin mnist train makes one.",
  });

const labelOf = (label: string, n: number): number =>
  label === "all" ? n % 10 : label === "any" ? 10 : Number(label);

/** Draws all images, a block at a time on each worker; where it is stopped, those without a gap from the first on are kept. */
async function draw(
  asked: Config,
  weights: Uint8Array,
  file: string,
  context: Context,
): Promise<Float32Array> {
  const { count, seed, guidance, steps, label } = asked;
  const { solver, settings } = how.read(asked);
  const images = new Float32Array(count * 784);
  const drawn = new Set<number>();
  let done = 0;
  let leading = 0;
  const part = async (first: number): Promise<void> => {
    const size = Math.min(block, count - first);
    const labels = Array.from({ length: size }, (_, k) => labelOf(label, first + k));
    const input: DrawInput = {
      weights,
      file,
      labels,
      first,
      count: size,
      batch: size,
      seed,
      guidance,
      solver,
      settings,
      steps,
    };
    images.set(await context.compute<Float32Array>("drawDigits", input, true), first * 784);
    done += size;
    drawn.add(first);
    while (drawn.has(leading)) leading = Math.min(count, leading + block);
    if (leading > 0)
      context.rescue("samples.npy", () => Buffer.concat(npy(arrayOf(images.subarray(0, leading * 784)))));
    context.progress("drawing digits", done, count);
  };
  await Promise.all(Array.from({ length: Math.ceil(count / block) }, (_, k) => part(k * block)));
  return images;
}

/** The array of the images in a file. */
const arrayOf = (images: Float32Array) => ndarray(images, [images.length / 784, 28, 28]);

const explanation =
  "The same solvers, driven by a network that has learned to remove noise from the training images of MNIST: at each noise level its " +
  "denoised image minus the noisy one, over the variance of the noise, is the score. Nothing else has changed, but the space has 784 " +
  "dimensions, tensors take the place of arrays, and there is no exact law to compare with.";

/** `langevin mnist sample` */
export const mnistSample: Simulation<typeof config> = {
  name: "mnist-sample",
  title: "Digits from noise by a learned score",
  about:
    "Draws digits with a trained score network through the same solvers that the exact scores run through",
  config,
  async run(asked, context) {
    const file = asked.weights ?? shipped();
    const weights = await readWeights(file);
    decodeNetwork(weights, file);
    const { count, solver, steps, guidance, label } = asked;
    const images = await draw(asked, weights, file, context);
    await context.array("samples", arrayOf(images));
    const columns = Math.min(count, label === "all" ? 10 : 5);
    const shown =
      count === 20 ? { rows: 4, columns: 5 } : { rows: Math.min(10, Math.ceil(count / columns)), columns };
    const caption = `${solver}, ${steps} steps, guidance ${guidance}, each from noise of its own${shown.rows * shown.columns < count ? `; the first ${shown.rows * shown.columns} of ${count}` : ""}.`;
    const figure = digits({ images, ...shown, title: "Digits from noise" });
    await context.figure("digits", figure, caption);
    context.report({
      heading: "Digits by a learned score",
      blocks: [explanation, { name: "digits", figure, caption }],
    });
    context.cite("Karras et al. (2022), arXiv:2206.00364", "Ho and Salimans (2022), arXiv:2207.12598");
    for (const [name, value] of Object.entries({ count, solver, steps, guidance, backend: "wasm" })) {
      context.number(name, value);
    }
    context.say(
      `${count} digits by ${solver} in ${steps} steps${guidance > 0 ? `, guidance ${guidance}` : ""}.`,
    );
  },
};
