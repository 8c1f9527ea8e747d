import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { computed } from "../../mnist/computed.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import type { BindingBackend } from "../../mnist/native/binding.ts";
import { digits } from "../../mnist/networks/digits.ts";
import type { Tf } from "../../mnist/tf.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { probeBackend } from "../../sims/node/probe-backend.ts";
import { testWith } from "../chromium.ts";
import { catches } from "../support.ts";

const [probe, missing] = await probeBackend("tensorflow").then(
  (probe) => [probe, ""] as const,
  (error: Error) => [undefined, error.message] as const,
);

const testHere = (name: string, body: (tf: Tf) => Promise<void>): void =>
  testWith(probe, missing, name, async () => body(await loadBackend(probe!.choice)));

/** Tensors that the library holds. */
const held = (tf: Tf): number =>
  (
    tf.backend() as unknown as BindingBackend & { binding: { getNumOfTensors(): number } }
  ).binding.getNumOfTensors();

const sines = (n: number, phase: number): Float32Array =>
  Float32Array.from({ length: n }, (_, k) => Math.sin(12.9898 * k + phase));

const matrix = (rows: number, phase: number) => ({ shape: [rows, 3], values: sines(3 * rows, phase) });

const failure = (promise: Promise<unknown>): Promise<Error | undefined> =>
  promise.then(
    () => undefined,
    (error: Error) => error,
  );

/** The largest difference of a loss or its gradient. */
const worst = (got: LossGradient, expected: LossGradient): number =>
  expected.gradient.reduce(
    (worst, g, k) => Math.max(worst, Math.abs(g - got.gradient[k])),
    Math.abs(expected.loss - got.loss),
  );

testHere("a text is run twice for inputs of the same shapes, and its operations from then on", async (tf) => {
  let runs = 0;
  const text = ([x, y]: Tensor[]): Tensor[] => {
    runs++;
    const product = tf.matMul(tf.reshape(x as Tensor2D, [3, -1]), y as Tensor2D);
    return [tf.mean(product), tf.add(product, tf.scalar(0.5))];
  };
  const key = {};
  const ask = (rows: number, phase: number) =>
    computed(tf, key, [matrix(rows, phase), matrix(rows, 1)], text);
  const found: (readonly Float32Array[])[] = [];
  const counts: number[] = [];
  for (const phase of [0, 0, 0, 2]) {
    found.push(await ask(4, phase));
    counts.push(held(tf));
  }
  assert.is(runs, 2);
  assert.equal(found[1], found[0]);
  assert.equal(found[2], found[0]);
  assert.equal(found[3], await computed(tf, {}, [matrix(4, 2), matrix(4, 1)], text), "of other numbers");
  catches("the numbers of the recording instead of those that are told", () =>
    assert.equal(found[3], found[0]),
  );
  assert.is(counts[3], counts[1], "tensors that the library holds");
  runs = 0;
  await ask(5, 0);
  assert.is(runs, 1, "other shapes are another recording");
});

testHere("a result may be an input, a number of the text's own, or asked for twice", async (tf) => {
  const key = {};
  const text = ([x]: Tensor[]): Tensor[] => {
    const twice = tf.mul(x, 2);
    return [twice, tf.clone(x), tf.clone(twice), tf.zeros([2]), tf.add(tf.zeros([2]), tf.ones([2]))];
  };
  const expected = (phase: number) => {
    const x = matrix(1, phase).values;
    return [x.map((v) => 2 * v), x, x.map((v) => 2 * v), new Float32Array(2), new Float32Array([1, 1])];
  };
  for (const phase of [0, 1, 2, 3])
    assert.equal(await computed(tf, key, [matrix(1, phase)], text), expected(phase));
});

testHere("nothing is left of a replay that fails", async (tf) => {
  const key = {};
  const ask = (values: Float32Array) =>
    computed(tf, key, [matrix(2, 1), { shape: [4], values }], ([x, y]) => [tf.sum(tf.mul(x, tf.sum(y)))]);
  for (const phase of [0, 1]) await ask(sines(4, phase));
  const before = held(tf);
  assert.ok((await failure(ask(sines(3, 0)))) instanceof Error, "numbers that do not fill the shape");
  assert.is(held(tf), before);
});

testHere("a text that reads its tensors is refused, and nothing is left of it", async (tf) => {
  const key = {};
  const ask = (phase: number) =>
    computed(tf, key, [matrix(2, phase)], ([x]) => [tf.mul(x, tf.sum(x).dataSync()[0])]);
  const before = held(tf);
  await ask(0);
  assert.match((await failure(ask(1)))?.message ?? "", /may not read its tensors/);
  assert.is(held(tf), before);
  assert.equal(
    [...(await computed(tf, {}, [matrix(1, 1)], ([x]) => [x.clone()]))[0]],
    [...matrix(1, 1).values],
  );
});

testHere("the gradient of a network is the same to rounding, with other weights and images", async (tf) => {
  const size = { channels: [8, 8], blocks: [1, 1, 1], embedding: 8 };
  const network = digits.build(size);
  const start = initialWeights(network.parameters, 3n);
  for (const phase of [0, 1, 2, 3]) {
    const weights = start.map((w, k) => w + 0.1 * Math.sin(k + phase));
    const examples = {
      inputs: sines(2 * 784, phase),
      noise: sines(2, phase),
      labels: Float32Array.of(phase, 10),
      targets: sines(2 * 784, phase + 5),
    };
    const got = await lossGradient(tf, network, weights, examples);
    const expected = await lossGradient(tf, digits.build(size), weights, examples);
    assert.ok(worst(got, expected) < 1e-5, `off by ${worst(got, expected)}`);
    const stale = await lossGradient(tf, network, weights, { ...examples, labels: Float32Array.of(9, 10) });
    catches("a label that is not the one told", () => assert.ok(worst(stale, expected) < 1e-5));
  }
});

test.run();
