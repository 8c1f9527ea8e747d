import type { Tensor4D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import { shuffle, unshuffle } from "../../mnist/layers/pixel-shuffle.ts";
import { digits } from "../../mnist/networks/digits.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { countWeights, initialWeights, scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { decodeNetwork, encodeNetwork } from "../../mnist/weights-file.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { UsageError } from "../../src/refusal.ts";
import { seedOf } from "../support.ts";

const tf = await wasmBackend();
const spec = { name: "digits", size: { channels: [8, 16], blocks: [1, 1, 1], embedding: 8 } };
const tiny = networkOf(spec);

const normal = (name: string, n: number, scale = 1): Float32Array => {
  const values = new Float64Array(n);
  fillNormals(values, { seed: seedOf(name), purpose: 2, first: 0, width: n, step: 0, draw: 0 }, scale);
  return Float32Array.from(values);
};

/** Weights none of which is zero. */
const start = initialWeights(tiny.parameters, 2n);
const stir = normal("stir", start.length, 0.1);
const stirred = start.map((w, k) => w + stir[k]);

test("a square of 2 x 2 pixels becomes one pixel, and comes back", () => {
  const image = tf.tensor(
    Float32Array.from({ length: 16 }, (_, k) => k),
    [1, 4, 4, 1],
  );
  const half = unshuffle(tf, image, 2, 2, 1);
  assert.equal([...half.dataSync()], [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
  const x = tf.tensor(normal("shuffle", 3 * 8 * 8 * 5), [3, 8, 8, 5]);
  assert.equal(shuffle(tf, unshuffle(tf, x, 4, 4, 5)).dataSync(), x.dataSync());
});

test("an untrained network says zero", () => {
  const scope = scopeOf(
    tf,
    tiny.parameters,
    uploadWeights(tf, tiny.parameters, initialWeights(tiny.parameters, 1n)),
  );
  const y = tiny.apply(scope, tf.ones([2, 784]), tf.tensor1d([0, 1]), tf.tensor1d([3, 10]));
  assert.equal(y.shape, [2, 784]);
  assert.ok(y.dataSync().every((v) => v === 0));
});

test("noise level and label both matter, and an image's answer does not depend on its neighbours", () => {
  const scope = scopeOf(tf, tiny.parameters, uploadWeights(tf, tiny.parameters, stirred));
  const one = normal("one", 784);
  const ask = (images: Float32Array[], noise: number[], labels: number[]) => {
    const x = tf.tensor2d(Float32Array.from(images.flatMap((image) => [...image])), [images.length, 784]);
    return tiny.apply(scope, x, tf.tensor1d(noise), tf.tensor1d(labels)).dataSync();
  };
  const four = ask([one, one, one, normal("other", 784)], [0, 0, 0.3, -0.5], [3, 4, 3, 10]);
  const row = (k: number) => four.slice(784 * k, 784 * (k + 1));
  assert.not.equal(row(0), row(1));
  assert.not.equal(row(0), row(2));
  assert.equal(row(0), ask([one], [0], [3]));
});

test("the gradient of the loss in all weights is a difference's limit", async () => {
  const n = 3;
  const examples = {
    inputs: normal("inputs", n * 784),
    noise: normal("noise", n, 0.3),
    labels: Float32Array.of(0, 5, 10),
    targets: normal("targets", n * 784),
  };
  const direction = normal("direction", stirred.length);
  const { gradient } = await lossGradient(tf, tiny, stirred, examples);
  const slope = gradient.reduce((sum, g, k) => sum + g * direction[k], 0);
  const at = async (h: number): Promise<number> => {
    const moved = stirred.map((w, k) => w + h * direction[k]);
    return (await lossGradient(tf, tiny, moved, examples)).loss;
  };
  const h = 1e-3;
  const [near, far] = [(await at(h)) - (await at(-h)), (await at(2 * h)) - (await at(-2 * h))];
  const difference = (8 * near - far) / (12 * h);
  assert.ok(Math.abs(slope - difference) < 0.01 * Math.abs(difference), `${slope} and ${difference}`);
});

test("the network that is shipped fits into a megabyte of halves", () => {
  const built = networkOf(digits);
  const weights = initialWeights(built.parameters, 0n);
  assert.is(countWeights(built.parameters), 494_828);
  assert.ok(encodeNetwork({ recipe: edm, spec: digits, network: built, weights }, "F16").length <= 1_000_000);
});

test("a file of weights gives the network back; another's, or a damaged one, is refused", () => {
  const bytes = encodeNetwork({ recipe: edm, spec, network: tiny, weights: stirred }, "F32");
  const { spec: found, weights } = decodeNetwork(bytes, "x");
  assert.equal(found, spec);
  assert.equal(weights, stirred);
  const text = new TextDecoder("latin1").decode(bytes);
  const changed = (from: string, to: string) =>
    Uint8Array.from(text.replace(from, to), (c) => c.charCodeAt(0));
  for (const [from, to, what] of [
    ['\\"channels\\":[8', '\\"channels\\":[9', /channels/],
    [",16]", ",24]", /of shape/],
    ['\\"digits\\"', '\\"ditits\\"', /ditits.*digits/],
    ['"recipe":"edm"', '"recipe":"ebm"', /ebm.*edm/],
    ['"enter.bias"', '"exter.bias"', /no tensor enter.bias/],
    ["langevin digits 2", "langevin digits 9", /format/],
    ['"shape":[8]', '"shape":[1]', /bytes/],
    ['"sha256"', '"sha257"', /no sha256.*digest of its numbers.*mnist train/],
  ] as const) {
    try {
      decodeNetwork(changed(from, to), "w.safetensors");
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, what);
      continue;
    }
    assert.unreachable(`accepted ${to}`);
  }
  const nan = decodeNetworkWith(Number.NaN);
  assert.throws(nan, /finite/);
});

const decodeNetworkWith = (value: number) => () =>
  decodeNetwork(
    encodeNetwork({ recipe: edm, spec, network: tiny, weights: stirred.with(5, value) }, "F16"),
    "x",
  );

test("a convolution of stride 2 in a network trains as well", () => {
  const x = tf.tensor(normal("stride", 2 * 8 * 8 * 3), [2, 8, 8, 3]) as Tensor4D;
  const g = tf.grad((x) => tf.mean(tf.conv2d(x as Tensor4D, tf.ones([3, 3, 3, 4]), 2, "same")))(x);
  assert.equal(g.shape, x.shape);
});

test.run();
