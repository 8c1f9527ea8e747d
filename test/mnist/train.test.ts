import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import type { Digits } from "../../mnist/data.ts";
import { dataMoments } from "../../mnist/data-moments.ts";
import { type LossGradient, lossGradient } from "../../mnist/gradient.ts";
import { learningRate } from "../../mnist/learning-rate.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";
import { shuffled } from "../../mnist/shuffled.ts";
import { type Training, train } from "../../mnist/train.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import {
  catches,
  checkDistribution,
  checkMean,
  checkVariance,
  normalCdf,
  seeded,
  seedOf,
} from "../support.ts";

const tf = await wasmBackend();
const tiny = networkOf({
  name: "digits",
  size: { channels: [8, 16], blocks: [1, 1, 1], embedding: 8 },
});

/** Bars of ink, one place a label. */
function bars(count: number): Digits {
  const images = new Uint8Array(count * 784);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % 10);
  labels.forEach((label, k) => {
    for (let y = 4; y < 24; y++)
      images.fill(255, k * 784 + y * 28 + 2 * label + 3, k * 784 + y * 28 + 2 * label + 6);
  });
  return { count, images, labels };
}

const digits = bars(50);
const training: Training = { seed: 5n, steps: 6, batch: 8, shard: 4, rate: 3e-3, warmUp: 2, memory: 0.2 };
const gradient = async (weights: Float32Array, shard: Shard): Promise<LossGradient> =>
  lossGradient(tf, tiny, weights, examplesOf(edm, shard));
const initial = initialWeights(tiny.parameters, 5n);

test("the order in which shards are done changes nothing, bit for bit", async () => {
  const expected = await train(digits, initial, training, { gradient });
  let n = 0;
  const late = async (weights: Float32Array, shard: Shard) => {
    await new Promise((done) => setTimeout(done, n++ % 2 === 0 ? 5 : 0));
    return gradient(weights, shard);
  };
  const got = await train(digits, initial, training, { gradient: late });
  assert.equal(got.average, expected.average);
  assert.not.equal(expected.average, initial);
});

test("a batch in shards is the batch at once, to rounding", async () => {
  const first = async (shard: number) => {
    const moments: number[] = [];
    const moment = ({ loss, gradientNorm }: { loss: number; gradientNorm: number }) =>
      void moments.push(loss, gradientNorm);
    await train(digits, initial, { ...training, shard, steps: 1 }, { gradient, moment });
    return moments;
  };
  const [a, b] = [await first(2), await first(8)];
  a.forEach((value, k) => {
    assert.ok(Math.abs(value - b[k]) < 1e-5 * Math.abs(b[k]), `${a} and ${b}`);
  });
});

test("the loss falls, and no tensor stays", async () => {
  const losses: number[] = [];
  const before = tf.memory().numTensors;
  const moment = ({ loss }: { loss: number }) => void losses.push(loss);
  await train(digits, initial, { ...training, steps: 60, batch: 16 }, { gradient, moment });
  const mean = (from: number) => losses.slice(from, from + 10).reduce((sum, l) => sum + l / 10, 0);
  assert.ok(mean(50) < 0.85 * mean(0), `${mean(0)} to ${mean(50)}`);
  assert.is(tf.memory().numTensors, before);
});

test("an abort stops between two steps", async () => {
  const stop = new AbortController();
  const moment = ({ step }: { step: number }) => void (step === 3 && stop.abort());
  const { step } = await train(digits, initial, training, { gradient, moment, signal: stop.signal });
  assert.is(step, 3);
});

test("a loss that is not finite stops the training and says what to try", async () => {
  let n = 0;
  const breaking = async (weights: Float32Array, shard: Shard) => {
    const result = await gradient(weights, shard);
    return n++ === 5 ? { ...result, loss: Number.NaN } : result;
  };
  await train(digits, initial, training, { gradient: breaking }).then(
    () => assert.unreachable(),
    (error) => {
      assert.instance(error, DivergenceError);
      assert.match(error.message, /step 2.*--rate/);
    },
  );
});

test("settings that do not go together are refused", async () => {
  for (const wrong of [{ steps: 0 }, { batch: 9 }, { rate: 0 }, { warmUp: 0 }, { memory: 2 }, { shard: 0 }]) {
    await train(digits, initial, { ...training, ...wrong }, { gradient }).then(
      () => assert.unreachable(JSON.stringify(wrong)),
      (error) => assert.instance(error, UsageError),
    );
  }
});

test("the learning rate rises, stays, and falls to zero over the last fifth", () => {
  const plan = { ...training, steps: 1000, warmUp: 100, rate: 2 };
  const rates = [0, 49, 99, 500, 800, 900, 999].map((step) => learningRate(plan, step));
  assert.equal(rates, [0.02, 1, 2, 2, 2, 1, 0.01]);
});

test("a training that ended by its time is the training with that number of steps", async () => {
  const open = { ...training, steps: Number.POSITIVE_INFINITY };
  const timed = await train(digits, initial, open, { gradient, enough: (step) => step >= 5 });
  assert.is(timed.step, 7);
  const fixed = await train(digits, initial, { ...training, steps: 7 }, { gradient });
  assert.equal(timed.average, fixed.average);
});

const shardOf = (indices: number[], seed = 1n, step = 3): Shard => ({
  seed,
  step,
  indices: Uint32Array.from(indices),
  images: Uint8Array.from(indices.flatMap((n) => [...digits.images.subarray(n * 784, (n + 1) * 784)])),
  labels: Uint8Array.from(indices, (n) => digits.labels[n]),
});

test("an image's part in a step does not depend on what else is in the batch", () => {
  const alone = examplesOf(edm, shardOf([7]));
  const among = examplesOf(edm, shardOf([3, 7, 12]));
  assert.equal(among.inputs.subarray(784, 1568), alone.inputs);
  assert.equal(among.targets.subarray(784, 1568), alone.targets);
  assert.is(among.noise[1], alone.noise[0]);
  assert.not.equal(examplesOf(edm, { ...shardOf([7]), step: 4 }).inputs, alone.inputs);
});

test("the loss is the one of the paper: weight times |D - x|^2 is the network's own squared error", () => {
  const shard = shardOf([4, 9]);
  const { inputs, targets, noise } = examplesOf(edm, shard);
  for (let k = 0; k < 2; k++) {
    const sigma = Math.exp(4 * noise[k]);
    const s = dataMoments.deviation;
    const c = edm.prediction.coefficients(sigma);
    const weight = (sigma ** 2 + s ** 2) / (sigma * s) ** 2; // lambda(sigma), section 5 of arXiv:2206.00364
    for (let j = k * 784; j < (k + 1) * 784; j += 97) {
      const x = (2 * shard.images[j]) / 255 - 1;
      const F = Math.sin(j);
      const y = inputs[j] / c.in;
      const D = dataMoments.mean + c.skip * y + c.out * F;
      const own = (F - targets[j]) ** 2;
      assert.ok(
        Math.abs(weight * (D - x) ** 2 - own) < 1e-4 * (1 + own),
        `${weight * (D - x) ** 2} and ${own}`,
      );
    }
  }
});

seeded("noise levels are log-normal, and a tenth of the labels is dropped", (seed) => {
  const many = bars(2000);
  const shard = {
    seed,
    step: 0,
    indices: Uint32Array.from(many.labels.keys()),
    images: many.images,
    labels: many.labels,
  };
  const { noise, labels } = examplesOf(edm, shard);
  const z = Float64Array.from(noise, (c) => (4 * c + 0.5) / 1.2);
  checkMean(z, 0, 1);
  checkVariance(z, 1);
  checkDistribution(z, normalCdf);
  catches("levels half as far apart", () =>
    checkVariance(
      z.map((v) => v / 2),
      1,
    ),
  );
  const dropped = Float64Array.from(labels, (label) => (label === 10 ? 1 : 0));
  checkMean(dropped, 0.1, 0.09);
  catches("no label dropped", () => checkMean(dropped.fill(0), 0.1, 0.09));
});

test("an epoch visits each image once, each in an order of its own", () => {
  const seed = seedOf("order");
  const [a, b] = [shuffled(1000, seed, 0), shuffled(1000, seed, 1)];
  assert.equal(
    a.toSorted(),
    Uint32Array.from({ length: 1000 }, (_, k) => k),
  );
  assert.not.equal(a, b);
  assert.ok(a.filter((n, k) => n === k).length < 20, "shuffled");
});

test.run();
