import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../mnist/checkpoint-file.ts";
import type { Digits } from "../../mnist/data.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import { hasFallen, learningRate } from "../../mnist/learning-rate.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";
import { shuffled } from "../../mnist/shuffled.ts";
import { type Helpers, type Moment, type Training, train } from "../../mnist/train.ts";
import { type TrainingState, trainingState } from "../../mnist/training-state.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import { collectGarbage } from "../collect-garbage.ts";
import { catches, seedOf } from "../support.ts";

const tf = await wasmBackend();
const tiny = networkOf({
  name: "digits",
  size: { channels: [8, 8], blocks: [0, 1, 0], embedding: 8 },
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
const training: Training = {
  ...edm.training,
  seed: 5n,
  batch: 8,
  shard: 4,
  rate: 3e-3,
  warmUp: 2,
  memory: 0.2,
};
const gradient = async (weights: Float32Array, shard: Shard): Promise<LossGradient> =>
  lossGradient(tf, tiny, weights, examplesOf(edm, shard));
const initial = initialWeights(tiny.parameters, 5n);

/** A training from the start. */
async function trained(
  steps: number,
  changes: Partial<Training> = {},
  helpers: Partial<Helpers> = {},
): Promise<TrainingState> {
  const state = trainingState(initial, steps);
  await train(digits, { ...training, ...changes }, state, { gradient, ...helpers });
  return state;
}

test("the order in which shards are done changes nothing, bit for bit", async () => {
  const expected = await trained(6);
  let n = 0;
  const late = async (weights: Float32Array, shard: Shard) => {
    await new Promise((done) => setTimeout(done, n++ % 2 === 0 ? 5 : 0));
    return gradient(weights, shard);
  };
  const got = await trained(6, {}, { gradient: late });
  assert.equal(got, expected);
  assert.not.equal(expected.average, initial);
});

test("a batch in shards is the batch at once, to rounding, the short one at the end of an epoch too", async () => {
  const moments = async (shard: number) => {
    const all: number[] = [];
    // 50 images: the seventh batch has the last two
    const moment = ({ loss, gradientNorm, images }: Moment) => void all.push(loss, gradientNorm, images);
    await trained(7, { shard }, { moment });
    return all;
  };
  const [a, b] = [await moments(3), await moments(8)];
  a.forEach((value, k) => {
    assert.ok(Math.abs(value - b[k]) < 1e-4 * Math.abs(b[k]), `${a} and ${b}`);
  });
  assert.equal(
    a.filter((_, k) => k % 3 === 2),
    [8, 8, 8, 8, 8, 8, 2],
  );
});

test("the loss falls, and no tensor stays", async () => {
  const losses: number[] = [];
  const before = tf.memory().numTensors;
  await trained(60, { batch: 16 }, { moment: ({ loss }) => void losses.push(loss) });
  const mean = (from: number) => losses.slice(from, from + 10).reduce((sum, l) => sum + l / 10, 0);
  assert.ok(mean(50) < 0.85 * mean(0), `${mean(0)} to ${mean(50)}`);
  assert.is(tf.memory().numTensors, before);
});

/** Bytes that are held, the memory of WebAssembly among them, after 1,000 to 2,000 steps more than after 500. */
async function grown(gradient: Helpers["gradient"], each: () => void): Promise<number> {
  const marks: number[] = [];
  await train(digits, { ...training, batch: 1 }, trainingState(initial, 2000), {
    gradient,
    moment({ step }) {
      each();
      if (step % 500 > 0) return;
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      marks.push(heapUsed + external);
    },
  });
  return Math.max(...marks.slice(1)) - marks[0];
}

test("over 2,000 steps no tensor stays and memory is flat", async () => {
  const tensors = new Set<string>();
  const count = (): void => {
    const { numTensors, numBytes } = tf.memory();
    tensors.add(`${numTensors} of ${numBytes} bytes`);
  };
  const flat = (bytes: number) => assert.ok(bytes < 1e6, `${bytes} bytes more`);
  flat(await grown(gradient, count));
  assert.is(tensors.size, 1, [...tensors].join());
  const kept: Uint8Array[] = [];
  const leaking = async () => {
    kept.push(new Uint8Array(8192).fill(1));
    return { loss: 1, gradient: new Float32Array(initial.length) };
  };
  const leaked = await grown(leaking, () => {});
  catches("8 kB a step", () => flat(leaked));
});

test("an abort stops between two steps", async () => {
  const stop = new AbortController();
  const moment = ({ step }: Moment) => void (step === 3 && stop.abort());
  assert.is((await trained(6, {}, { moment, signal: stop.signal })).step, 3);
});

test("a loss that is not finite stops the training before it reaches the weights, and says what to try", async () => {
  for (const [planted, what] of [
    [{ loss: Number.NaN }, /the loss at step 3.*learning rate, such as 0\.0015/],
    [{ gradient: initial.map(() => Number.POSITIVE_INFINITY) }, /the gradient at step 3.*learning rate/],
  ] as const) {
    let n = 0;
    const state = trainingState(initial, 6);
    const breaking = async (weights: Float32Array, shard: Shard) => {
      const result = await gradient(weights, shard);
      return n++ === 5 ? { ...result, ...planted } : result;
    };
    await train(digits, training, state, { gradient: breaking }).then(
      () => assert.unreachable(),
      (error) => {
        assert.instance(error, DivergenceError);
        assert.match(error.message, what);
      },
    );
    assert.equal(state.weights, (await trained(2)).weights);
  }
});

test("settings out of range are refused", async () => {
  const wrong: Partial<Training>[] = [
    { batch: 0 },
    { rate: 0 },
    { warmUp: 0 },
    { memory: 2 },
    { shard: 0 },
    { fall: 1 },
    { clip: 0 },
    { betas: [0.9, 1] },
    { seed: -1n },
  ];
  for (const changes of wrong) {
    await trained(6, changes).then(
      () => assert.unreachable(Object.keys(changes)[0]),
      (error) => assert.instance(error, UsageError),
    );
  }
});

test("the learning rate rises, stays, and falls to zero over the last fifth", () => {
  const plan = { rate: 2, warmUp: 100, fall: 0.2 };
  const rates = [0, 49, 99, 500, 800, 900, 999].map((step) => learningRate(plan, step, 1000));
  assert.equal(rates, [0.02, 1, 2, 2, 2, 1, 0.01]);
  assert.is(learningRate({ ...plan, fall: 0 }, 999, 1000), 2);
  // The rates of steps 0 to 800 are full ones, that of step 801 is not.
  assert.equal(
    [800, 801, 802].map((done) => hasFallen(plan, done, 1000)),
    [false, false, true],
  );
});

test("a training that ended by its time is the training with that number of steps", async () => {
  const timed = await trained(Number.POSITIVE_INFINITY, {}, { enough: (step) => step >= 5 });
  assert.is(timed.step, 7);
  assert.equal(timed, await trained(7));
});

test("without a memory the average is the weights; clipping and Adam's betas count", async () => {
  const plain = await trained(3, { memory: 0 });
  assert.equal(plain.average, plain.weights);
  const others = await Promise.all([trained(3, { clip: 1e-3 }), trained(3, { betas: [0.9, 0.999] })]);
  for (const { weights } of others) assert.not.equal(weights, plain.weights);
});

test("K steps, a checkpoint, and K more are 2K steps, byte for byte, on cpu and wasm", async () => {
  for (const name of ["cpu", "wasm"] as const) {
    const backend = await loadBackend({ name });
    const own = async (weights: Float32Array, shard: Shard): Promise<LossGradient> =>
      lossGradient(backend, tiny, weights, examplesOf(edm, shard));
    const few = { ...training, batch: 2, shard: 2 };
    const whole = trainingState(initial, 4);
    await train(digits, few, whole, { gradient: own });
    const half = trainingState(initial, 4);
    const stop = new AbortController();
    await train(digits, few, half, {
      gradient: own,
      signal: stop.signal,
      moment: ({ step }) => void (step === 2 && stop.abort()),
    });
    const { state, notes } = decodeCheckpoint(encodeCheckpoint({ state: half, notes: { a: "b" } }), "x");
    assert.is(state.step, 2);
    assert.equal(notes, { a: "b" });
    await train(digits, few, state, { gradient: own });
    assert.equal(state, whole, name);
    const lost = { ...decodeCheckpoint(encodeCheckpoint({ state: half, notes: {} }), "x").state, step: 0 };
    await train(digits, few, { ...lost, steps: 2 }, { gradient: own });
    assert.not.equal(lost.weights, whole.weights, "the step is part of it");
  }
  await loadBackend({ name: "wasm" });
});

test("a checkpoint that is cut short, damaged or none is refused", () => {
  const bytes = encodeCheckpoint({ state: trainingState(initial, Number.POSITIVE_INFINITY), notes: {} });
  assert.is(decodeCheckpoint(bytes, "x").state.steps, Number.POSITIVE_INFINITY);
  const text = (from: string, to: string) =>
    Uint8Array.from(Buffer.from(Buffer.from(bytes).toString("latin1").replace(from, to), "latin1"));
  const flipped = bytes.slice();
  flipped[bytes.length - 5] ^= 1;
  for (const wrong of [
    bytes.subarray(0, 100),
    bytes.subarray(0, bytes.length - 1),
    flipped,
    text("langevin checkpoint 1", "langevin checkpoint 2"),
    text('"step":"0"', '"step":"x"'),
    text('"average"', '"averoge"'),
  ]) {
    try {
      decodeCheckpoint(wrong, "x.safetensors");
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, /x\.safetensors/);
      continue;
    }
    assert.unreachable("accepted");
  }
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
