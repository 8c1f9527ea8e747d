import { z } from "zod";
import type { LossGradient } from "../../mnist/gradient.ts";
import { digits as digitsKind } from "../../mnist/networks/digits.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { defaultTraining, train } from "../../mnist/train.ts";
import { countWeights, initialWeights } from "../../mnist/weights.ts";
import { encodeNetwork } from "../../mnist/weights-file.ts";
import { UsageError } from "../../src/refusal.ts";
import { seed } from "../seed.ts";
import type { Simulation } from "../simulation.ts";
import type { GradientInput } from "../tasks/digits-gradient.ts";
import { trainingDigits } from "./digits-data.ts";
import { trainingLog } from "./training-log.ts";

const config = z.object({
  seed,
  minutes: z
    .number()
    .positive()
    .max(10_000)
    .optional()
    .describe("about how long to train; 30 unless --steps or --epochs says otherwise"),
  steps: z.int().min(1).max(10_000_000).optional().describe("updates of the weights"),
  epochs: z.number().positive().max(10_000).optional().describe("how often each image is seen"),
  batch: z.int().min(1).max(4096).default(defaultTraining.batch).describe("images an update"),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(defaultTraining.rate)
    .describe("the learning rate at its highest"),
});
type Config = z.infer<typeof config>;

/** The share of the time after which the learning rate falls, over a quarter of the steps so far. */
const plateau = 0.8;

const references = [
  "T. Karras, M. Aittala, T. Aila and S. Laine (2022), arXiv:2206.00364",
  "P. Vincent (2011), doi:10.1162/NECO_a_00142",
  "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), doi:10.1109/5.726791",
];

/** How many steps were asked for; Infinity where it is a time. */
function stepsOf({ minutes, steps, epochs, batch }: Config, count: number): number {
  const given = Object.entries({ minutes, steps, epochs }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const got = given.map(([name]) => `--${name}`).join(" and ");
    throw new UsageError({
      what: "length of the training",
      got,
      expected: "one of --minutes, --steps, --epochs",
    });
  }
  if (epochs !== undefined) return Math.max(1, Math.round((epochs * count) / batch));
  return steps ?? Infinity;
}

/** The largest number of images up to `most` that divides a batch: what one worker takes at a time. */
const shardOf = (batch: number, most: number): number => {
  let shard = Math.min(batch, most);
  while (batch % shard !== 0) shard--;
  return shard;
};

/** `langevin mnist train` */
export const mnistTrain: Simulation<typeof config> = {
  name: "mnist-train",
  title: "A score network for handwritten digits",
  about:
    "Trains a small convolutional network by denoising score matching on the 60,000 training images of MNIST. " +
    "Its weights are saved every minute, and when it is stopped",
  config,
  async run(asked, context) {
    const digits = await trainingDigits();
    const spec = { name: digitsKind.name, size: digitsKind.size };
    const built = networkOf(spec);
    const minutes = asked.minutes ?? 30;
    const steps = stepsOf(asked, digits.count);
    const shard = shardOf(asked.batch, defaultTraining.shard);
    const encode = (weights: Float32Array) =>
      encodeNetwork({ recipe: edm, spec, network: built, weights }, "F16");
    const log = trainingLog(context, encode, minutes);
    context.number("parameters", countWeights(built.parameters));
    context.cite(...references);
    const { average, step } = await train(
      digits,
      initialWeights(built.parameters, asked.seed),
      { ...defaultTraining, seed: asked.seed, steps, batch: asked.batch, shard, rate: asked.rate },
      {
        signal: context.signal,
        gradient: (weights, part) => {
          const input: GradientInput = {
            backend: { name: "wasm" },
            recipe: edm.name,
            spec,
            weights,
            shard: part,
          };
          return context.compute<LossGradient>("digitsGradient", input, true);
        },
        enough: () => log.seconds() > plateau * minutes * 60,
        moment: (moment) => log.moment(moment),
      },
    );
    await context.file("weights.safetensors", encode(average));
    const images = step * asked.batch;
    context.number("images", images);
    context.number("training seconds", log.seconds());
    context.say(
      `${step} steps over ${images} images in ${Math.round(log.seconds())} s; loss ${log.loss().toFixed(4)}.`,
    );
    context.say(
      "Draw digits with it: npx langevin mnist sample --weights RUN/weights.safetensors, where RUN is the folder below",
    );
  },
};
