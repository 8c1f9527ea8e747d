import { z } from "zod";
import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { type Digits, pixels } from "../../mnist/data.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import { noisyClassifier } from "../../mnist/noisy-classifier.ts";
import { encodeNoisyClassifier } from "../../mnist/noisy-classifier-file.ts";
import { trainNoisyClassifier } from "../../mnist/train-noisy-classifier.ts";
import { countWeights } from "../../mnist/weights.ts";
import { lines } from "../../plots/index.ts";
import { backendFlag } from "../backend-flag.ts";
import { seed } from "../seed.ts";
import type { Context, Simulation } from "../simulation.ts";
import type { ClassifierGradientInput, ClassifierTestInput } from "../tasks/noisy-classifier.ts";
import { chooseBackend } from "./choose-backend.ts";
import { data } from "./data-flag.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";

const config = z.object({
  epochs: z.int().min(1).max(1000).default(3).describe("how often each training image is seen"),
  data,
  backend: backendFlag,
  seed,
});

/** Losses that run.json keeps, by which a rerun is compared. */
const kept = 20;
/** Noise levels at which it is tested, each with the first of the test images. */
const levels = [0.002, 0.1, 0.3, 0.6, 1, 1.5, 2, 3, 5, 10, 80];
const tested = 2000;
const file = "noisy-classifier.safetensors";

/** Trains it, the two halves of a batch on two threads, and keeps the weights of the last finite loss where it is stopped. */
async function train(
  digits: Digits,
  backend: BackendChoice,
  asked: z.infer<typeof config>,
  context: Context,
) {
  const losses: number[] = [];
  let recent = Math.log(10);
  const weights = await trainNoisyClassifier(digits, {
    seed: asked.seed,
    epochs: asked.epochs,
    signal: context.signal,
    gradient(weights, shard) {
      const input: ClassifierGradientInput = { backend, weights, shard };
      return context.compute<LossGradient>("classifierGradient", input, true);
    },
    moment(loss, step, steps, weights) {
      if (step <= kept) losses.push(loss);
      recent += 0.01 * (loss - recent);
      context.metric({ step, loss });
      context.progress("training", step, steps, `loss ${recent.toFixed(4)}`);
      const good = weights.slice();
      context.rescue(file, () => encodeNoisyClassifier(good));
    },
  });
  context.number("losses", losses);
  return weights;
}

/** The share of test images that it recognises at each noise level. */
async function accuracies(weights: Float32Array, digits: Digits, backend: BackendChoice, context: Context) {
  const n = Math.min(tested, digits.count);
  const images = digits.images.slice(0, n * pixels);
  const labels = digits.labels.slice(0, n);
  const shares: number[] = [];
  for (const sigma of levels) {
    const input: ClassifierTestInput = { backend, weights, images, labels, sigma, seed: 0n };
    shares.push((await context.compute<number>("classifierTest", input, true)) / n);
    context.progress("testing", shares.length, levels.length);
  }
  return shares;
}

/** `langevin mnist classifier` */
export const mnistClassifier: Simulation<typeof config> = {
  name: "mnist-classifier",
  title: "A classifier of noisy digits",
  about:
    "Trains a classifier on training images under noise of every level that a sampler meets; its gradient in the image guides a " +
    "sampler towards a digit: mnist sample --guide classifier",
  config,
  async run(asked, context) {
    const { backend, why } = await chooseBackend(asked.backend);
    const digits = await trainingDigits(asked.data, context.input);
    const tests = await testDigits(asked.data, context.input);
    context.number("backend", { name: backend.name, why });
    context.number("parameters", countWeights(noisyClassifier.parameters));
    const weights = await train(digits, backend, asked, context);
    await context.file(file, encodeNoisyClassifier(weights));
    const shares = await accuracies(weights, tests, backend, context);
    context.number(
      "accuracy",
      levels.map((sigma, k) => ({ sigma, share: shares[k] })),
    );
    const figure = lines({
      x: { label: "noise level sigma, pixels from -1 to 1", log: true },
      panels: [
        {
          y: { label: "share recognised" },
          series: [{ label: "test images", x: levels, y: shares, look: "both" }],
        },
      ],
    });
    const caption = `Share of ${Math.min(tested, tests.count)} test images that the classifier recognises through noise; one in ten is chance.`;
    await context.figure("accuracy", figure, caption);
    context.report({
      heading: "What it sees through noise",
      blocks: [{ name: "accuracy", figure, caption }],
    });
    context.cite(
      "Dhariwal and Nichol (2021), arXiv:2105.05233",
      "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), doi:10.1109/5.726791",
    );
    context.say(
      `It recognises ${(100 * shares[0]).toFixed(1)} % of test images without noise, ${(100 * shares[levels.indexOf(1)]).toFixed(1)} % at sigma = 1.`,
    );
    context.say(
      `Guide by it: npx langevin mnist sample --guide classifier --classifier RUN/${file}, RUN the folder below`,
    );
  },
};
