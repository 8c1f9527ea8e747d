import { z } from "zod";
import type { LossGradient } from "../../mnist/gradient.ts";
import { digitsNetwork, network } from "../../mnist/network.ts";
import { defaultTraining, type Moment, train } from "../../mnist/train.ts";
import { countWeights, initialWeights } from "../../mnist/weights.ts";
import { encodeNetwork } from "../../mnist/weights-file.ts";
import { UsageError } from "../../src/refusal.ts";
import { seed } from "../seed.ts";
import type { Context, Simulation } from "../simulation.ts";
import type { GradientInput } from "../tasks/digits-gradient.ts";
import { trainingDigits } from "./digits-data.ts";

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
/** Seconds between two savings of the weights. */
const pause = 60;

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

/** Shows and keeps how the training goes. */
function follower(context: Context, save: (average: Float32Array) => Promise<void>, minutes: number) {
  const began = performance.now();
  const losses: number[] = [];
  let saved = began;
  const summary: { step: number; loss: number }[] = [];
  return {
    losses: summary,
    seconds: () => (performance.now() - began) / 1000,
    async moment({ step, steps, loss, rate, gradientNorm, average }: Moment): Promise<void> {
      const seconds = (performance.now() - began) / 1000;
      losses.push(loss);
      const recent = losses.slice(-100).reduce((sum, l) => sum + l, 0) / Math.min(100, losses.length);
      if (step <= 20 || step % 100 === 0 || step === steps)
        summary.push({ step, loss: step <= 20 ? loss : recent });
      context.metric({ step, loss, rate, gradientNorm, seconds });
      const note = `loss ${recent.toFixed(4)}, ${(step / seconds).toFixed(2)} steps/s`;
      if (steps === Infinity) context.progress("training", seconds / 60, minutes, note);
      else context.progress("training", step, steps, note);
      if (performance.now() - saved < 1000 * pause) return;
      await save(average);
      saved = performance.now();
    },
  };
}

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
    const size = digitsNetwork;
    const built = network(size);
    const minutes = asked.minutes ?? 30;
    const steps = stepsOf(asked, digits.count);
    const shard = shardOf(asked.batch, defaultTraining.shard);
    const save = (weights: Float32Array): Promise<void> =>
      context.file("weights.safetensors", encodeNetwork({ size, network: built, weights }, "F16"));
    const follow = follower(context, save, minutes);
    context.number("parameters", countWeights(built.parameters));
    const { average, step } = await train(
      digits,
      initialWeights(built.parameters, asked.seed),
      { ...defaultTraining, seed: asked.seed, steps, batch: asked.batch, shard, rate: asked.rate },
      {
        signal: context.signal,
        gradient: (weights, part) =>
          context.compute<LossGradient>(
            "digitsGradient",
            { size, weights, shard: part } satisfies GradientInput,
            true,
          ),
        enough: () => follow.seconds() > plateau * minutes * 60,
        moment: follow.moment,
      },
    );
    await save(average);
    context.number("steps", step);
    context.number("images", step * asked.batch);
    context.number("training seconds", follow.seconds());
    context.number("losses", follow.losses);
    context.cite(
      "T. Karras, M. Aittala, T. Aila and S. Laine (2022), arXiv:2206.00364",
      "P. Vincent (2011), doi:10.1162/NECO_a_00142",
      "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), doi:10.1109/5.726791",
    );
    const last = follow.losses.at(-1)!.loss;
    context.say(
      `${step} steps over ${step * asked.batch} images in ${Math.round(follow.seconds())} s; loss ${last.toFixed(4)}.`,
    );
    context.say(
      "Draw digits with these weights: npx langevin mnist sample --weights FOLDER/weights.safetensors",
    );
  },
};
