import type { Checkpoint } from "../../mnist/checkpoint-file.ts";
import { type Digits, pixels } from "../../mnist/data.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import { hasFallen } from "../../mnist/learning-rate.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { stepsPerEpoch } from "../../mnist/shards.ts";
import { type Moment, train } from "../../mnist/train.ts";
import { trainingState } from "../../mnist/training-state.ts";
import { countWeights, initialWeights } from "../../mnist/weights.ts";
import { encodeNetwork } from "../../mnist/weights-file.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import type { GradientInput } from "../tasks/digits-gradient.ts";
import { backendWords } from "./backend-words.ts";
import { chooseBackend } from "./choose-backend.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";
import { resumption } from "./resumption.ts";
import { trainingAsked } from "./training-asked.ts";
import { trainingClock } from "./training-clock.ts";
import { trainingConfig } from "./training-config.ts";
import { trainingFacts } from "./training-facts.ts";
import { trainingLog } from "./training-log.ts";
import { trainingSaver } from "./training-saver.ts";
import { trainingShard } from "./training-shard.ts";
import { trainingViews } from "./training-views.ts";

/** Test images whose loss is watched. */
const watched = 100;

const references = [
  "P. Vincent (2011), doi:10.1162/NECO_a_00142",
  "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), doi:10.1109/5.726791",
];

const first = ({ images, labels }: Digits, count: number): Digits => ({
  count: Math.min(count, labels.length),
  images: images.slice(0, count * pixels),
  labels: labels.slice(0, count),
});

/** `langevin mnist train` */
export const mnistTrain: Simulation<typeof trainingConfig> = {
  name: "mnist-train",
  title: "A score network for handwritten digits",
  about:
    "Trains a network by denoising score matching on the training images of MNIST, as its recipe has it. Digits drawn with it and its " +
    "loss over test images are looked at after each epoch; a checkpoint is saved every minute and where it is stopped",
  config: trainingConfig,
  async run(asked, context) {
    const digits = await trainingDigits(asked.data, context.input);
    const tests = first(await testDigits(asked.data, context.input), watched);
    const goal = trainingAsked(asked, digits.count);
    const { recipe, spec, batch, rate, minutes } = goal;
    const facts = trainingFacts(goal, asked.seed, digits);
    const before = asked.resume === undefined ? undefined : await resumption(asked.resume, goal, facts);
    const chosen = await chooseBackend(asked.backend ?? before?.notes.backend);
    const { backend, gpu } = chosen;
    const network = networkOf(spec);
    const state = before?.state ?? trainingState(initialWeights(network.parameters, asked.seed), goal.steps);
    if (state.weights.length !== countWeights(network.parameters)) {
      const [got, expected] = [state.weights.length, countWeights(network.parameters)];
      throw new UsageError({
        what: "--resume",
        got: `a checkpoint of ${got} weights`,
        expected: `${expected}`,
      });
    }
    const plan = {
      ...recipe.training,
      seed: asked.seed,
      batch,
      rate,
      shard: trainingShard(chosen, batch, context.threads),
    };
    const perEpoch = stepsPerEpoch(digits.count, batch);
    const clock = trainingClock(before?.notes ?? {});
    const log = trainingLog(context, perEpoch, minutes);
    const views = trainingViews(context, { backend, gpu, recipe, seed: asked.seed, tests, clock });
    const weights = (): Uint8Array => encodeNetwork({ recipe, spec, network, weights: state.average }, "F16");
    const checkpoint = (): Checkpoint => ({
      state,
      notes: {
        ...facts,
        rate: String(rate),
        backend: backend.name,
        ...(minutes !== undefined && { minutes: String(minutes) }),
        seconds: String(clock.seconds()),
        elapsed: String(clock.elapsed()),
      },
    });
    const saver = trainingSaver(context, { clock, checkpoint, weights });
    const afterStep = async (moment: Moment): Promise<void> => {
      const { step, steps } = state;
      log.moment(moment, steps, clock.seconds(), clock.elapsed());
      await clock.pause(async () => {
        const falls = !hasFallen(plan, step, steps) && hasFallen(plan, step + 1, steps);
        if (falls && step < steps) await saver.keep();
        const ended = step === steps;
        const looks = ended || views.due(step % perEpoch === 0);
        if (looks) await views.validate(step, weights());
        if (looks || saver.due()) await saver.save();
        if (looks) await views.draw(step, weights());
      });
    };

    const begin = [
      ...(before?.notices ?? []),
      `Backend: ${backendWords(chosen)}.`,
      ...(recipe.notice ? [recipe.notice] : []),
    ];
    process.stderr.write(begin.map((line) => `${line}\n`).join(""));
    begin.forEach(context.say);
    context.cite(recipe.reference, ...references);
    const parameters = countWeights(network.parameters);
    const numbers = { recipe: recipe.name, parameters, batch, rate, backend: backend.name };
    for (const [name, value] of Object.entries(numbers)) context.number(name, value);
    context.number("network", { name: spec.name, size: { ...spec.size } });
    if (before?.state !== undefined) context.number("resumed at step", state.step);
    await clock.pause(async () => {
      log.replay(before?.rows ?? []);
      await views.recall(before?.validations ?? [], before?.pictures ?? new Map());
      if (before?.beforeFall !== undefined) await saver.keep(before.beforeFall);
      await saver.save();
    });

    try {
      await train(digits, plan, state, {
        signal: context.signal,
        gradient: (weights, part) => {
          const input: GradientInput = { backend, recipe: recipe.name, spec, weights, shard: part };
          return context.compute<LossGradient>("digitsGradient", input, true);
        },
        enough: () => clock.elapsed() > (1 - plan.fall) * (minutes as number) * 60,
        moment: afterStep,
      });
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      throw new DivergenceError(
        `${error.message} With --resume and a smaller --rate a run goes on from its last good checkpoint, at step ${saver.spoil()}.`,
      );
    }
    await log.tell(state.step, clock.seconds());
    context.say(
      "Draw digits with it: npx langevin mnist sample --weights RUN, where RUN is the folder below",
    );
  },
};
