import { z } from "zod";
import { decisions } from "../../mnist/decisions.ts";
import type { Verdict } from "../../mnist/judge.ts";
import { decodeJudge, encodeJudge } from "../../mnist/judge-file.ts";
import { wilsonInterval } from "../../src/index.ts";
import { backendFlag } from "../backend-flag.ts";
import { seed } from "../seed.ts";
import type { Simulation } from "../simulation.ts";
import type { JudgeInput } from "../tasks/judge-images.ts";
import type { JudgeTraining, TrainedJudge } from "../tasks/train-judge.ts";
import { chooseBackend } from "./choose-backend.ts";
import { data } from "./data-flag.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";

const config = z.object({
  epochs: z.int().min(1).max(1000).default(5).describe("how often each training image is seen"),
  data,
  backend: backendFlag,
  seed,
});

/** Losses that run.json keeps, by which a rerun is compared. */
const kept = 20;

/** `langevin mnist judge` */
export const mnistJudge: Simulation<typeof config> = {
  name: "mnist-judge",
  title: "A judge of digits",
  about:
    "Trains the classifier by which mnist evaluate judges, on the training images only: two convolutions and a dense layer of 128, " +
    "whose activations are its features",
  config,
  async run({ epochs, data, backend: asked, seed }, context) {
    const { backend } = await chooseBackend(asked);
    const digits = await trainingDigits(data, context.input);
    const tests = await testDigits(data, context.input);
    const training: JudgeTraining = { backend, digits, seed, epochs };
    const { weights: trained, losses } = await context.compute<TrainedJudge>("trainJudge", training);
    const bytes = encodeJudge(trained);
    await context.file("judge.safetensors", bytes);
    const weights = decodeJudge(bytes, "judge.safetensors");
    const input: JudgeInput = { backend, weights, images: tests.images };
    const { logits } = await context.compute<Verdict<Float32Array>>("judgeImages", input);
    const right = decisions(logits).digits.filter((digit, k) => digit === tests.labels[k]).length;
    const [low, high] = wilsonInterval(right, tests.count);
    losses.forEach((loss, k) => {
      context.metric({ step: k + 1, loss });
    });
    context.number("losses", [...losses.subarray(0, kept)]);
    context.number("accuracy", right / tests.count);
    context.number("accuracyInterval", [low, high]);
    context.cite("Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), doi:10.1109/5.726791");
    context.say(`It reads ${right} of ${tests.count} test images that it was not trained on.`);
    context.say(
      "Judge by it: npx langevin mnist evaluate --judge RUN/judge.safetensors, RUN the folder below",
    );
  },
};
