import type { Tensor2D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { type Examples, lossGradient } from "../../mnist/gradient.ts";
import * as networks from "../../mnist/networks/index.ts";
import type { Network, NetworkKind, NetworkSpec, Size } from "../../mnist/networks/network.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { countWeights, initialWeights, scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { UsageError } from "../../src/refusal.ts";
import { catches, seedOf } from "../support.ts";

const tf = await wasmBackend();

const normal = (name: string, n: number, scale = 1): Float32Array => {
  const values = new Float64Array(n);
  fillNormals(values, { seed: seedOf(name), purpose: 2, first: 0, width: n, step: 0, draw: 0 }, scale);
  return Float32Array.from(values);
};

const count = (spec: NetworkSpec): number => countWeights(networkOf(spec).parameters);

/** Sizes that are quick, with and without what is optional. */
const small: readonly NetworkSpec[] = [
  { name: "digits", size: { channels: [8, 16], blocks: [1, 1, 1], embedding: 8 } },
  { name: "digits", size: { channels: [8, 8], blocks: [0, 1, 0], embedding: 8, attention: true } },
  { name: "unet", size: { channels: [8, 8], embedding: 8 } },
  { name: "unet", size: { channels: [8, 8], embedding: 8, attention: true, labels: true } },
  { name: "simple", size: { channels: [4, 6] } },
  { name: "simple", size: { channels: [4, 6], labels: true } },
];

/** Weights none of which is zero. */
function stirred(network: Network): Float32Array {
  const weights = initialWeights(network.parameters, 2n);
  const stir = normal("stir", weights.length, 0.1);
  return weights.map((w, k) => w + stir[k]);
}

function ask(network: Network, images: readonly Float32Array[], condition: number[], label: number[]) {
  return tf.tidy(() => {
    const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, stirred(network)));
    const x = tf.stack(images.map((image) => tf.tensor1d(image))) as Tensor2D;
    return network.apply(scope, x, tf.tensor1d(condition), tf.tensor1d(label)).dataSync<"float32">();
  });
}
const row = (values: Float32Array, k: number) => values.slice(784 * k, 784 * (k + 1));

test("the networks have the published numbers of weights", () => {
  const kinds: readonly NetworkKind[] = Object.values(networks);
  assert.equal(
    kinds.map((kind) => [kind.name, count(kind)]),
    [
      ["digits", 494_828],
      ["simple", 165_633],
      ["unet", 497_185],
    ],
  );
  // A table of eleven rows; norm, query, key, value and projection.
  assert.is(count({ name: "unet", size: { labels: true } }), 497_185 + 11 * 128);
  assert.is(count({ name: "simple", size: { labels: true } }), 165_633 + 11 * 128);
  assert.is(count({ name: "unet", size: { attention: true } }), 497_185 + 2 * 64 + 4 * (64 * 64 + 64));
  assert.is(count({ name: "digits", size: { attention: true } }), 494_828 + 2 * 96 + 4 * (96 * 96 + 96));
});

for (const spec of small) {
  const what = `${spec.name} ${JSON.stringify(spec.size)}`;
  const network = networkOf(spec);
  const one = normal("one", 784);

  test(`${what}: parameters have names of their own`, () => {
    const names = network.parameters.map(({ name }) => name);
    assert.is(new Set(names).size, names.length);
  });

  test(`${what}: noise level and label matter where they are told, and neighbours do not`, () => {
    const told = spec.name === "digits" || spec.size.labels === true;
    const four = ask(network, [one, one, one, normal("other", 784)], [0.1, 0.1, 0.9, 0.5], [3, 10, 3, 1]);
    assert.is(four.length, 4 * 784);
    assert.is(
      row(four, 0).some((v, k) => v !== row(four, 1)[k]),
      told,
      "the label",
    );
    assert.ok(
      row(four, 0).some((v, k) => v !== row(four, 2)[k]),
      "the noise level",
    );
    assert.equal(row(four, 0), ask(network, [one], [0.1], [3]));
  });

  test(`${what}: the gradient is a difference's limit, no tensor stays, nothing is said`, async () => {
    const n = 2;
    const examples: Examples = {
      inputs: normal("inputs", n * 784),
      noise: Float32Array.of(0.1, 0.7),
      labels: Float32Array.of(4, 10),
      targets: normal("targets", n * 784),
    };
    const weights = stirred(network);
    const direction = normal("direction", weights.length);
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (...words) => said.push(words);
    const before = tf.memory().numTensors;
    const { gradient } = await lossGradient(tf, network, weights, examples);
    assert.is(tf.memory().numTensors, before);
    console.warn = warn;
    assert.equal(said, []);
    const slope = gradient.reduce((sum, g, k) => sum + g * direction[k], 0);
    const at = async (h: number) =>
      (
        await lossGradient(
          tf,
          network,
          weights.map((w, k) => w + h * direction[k]),
          examples,
        )
      ).loss;
    const h = 1e-3;
    const difference =
      (8 * ((await at(h)) - (await at(-h))) - ((await at(2 * h)) - (await at(-2 * h)))) / (12 * h);
    const agree = (slope: number) =>
      assert.ok(Math.abs(slope - difference) < 0.02 * Math.abs(difference), `${slope} and ${difference}`);
    agree(slope);
    catches("a gradient a twentieth too long", () => agree(1.05 * slope));
  });
}

test("the simple network sees 9 x 9 pixels, the others see all", () => {
  const dark = normal("dark", 784);
  const lit = dark.slice();
  lit[14 * 28 + 14] += 1;
  for (const [spec, seen] of [
    [small[4], 81],
    [small[0], 784],
    [small[3], 784],
  ] as const) {
    const both = ask(networkOf(spec), [dark, lit], [0.3, 0.3], [1, 1]);
    const changed = row(both, 0).filter((v, k) => v !== row(both, 1)[k]).length;
    assert.ok(seen === 81 ? changed <= 81 && changed > 60 : changed > 700, `${spec.name}: ${changed} pixels`);
  }
});

const refused: readonly (readonly [name: string, size: Size, saying: RegExp])[] = [
  ["unett", {}, /Did you mean "unet"/],
  ["unet", { chanels: [8, 8] }, /chanels of the network unet.*channels, embedding.*Did you mean "channels"/],
  ["simple", { attention: true }, /attention of the network simple.*Networks with attention: digits, unet\./],
  ["unet", { blocks: [1, 1, 1] }, /blocks of the network unet.*Networks with blocks: digits\./],
  ["unet", { channels: [8] }, /channels of the network unet.*2 integers/],
  ["unet", { channels: [8, 12] }, /channels: got 12.*a multiple of 8/],
  ["unet", { channels: [0, 8] }, /channels: got 0.*a multiple of 8/],
  ["digits", { blocks: [1, -1, 1] }, /residual blocks: got -1/],
  ["digits", { embedding: 0 }, /width of the embedding/],
  ["digits", { embedding: 2.5 }, /embedding of the network digits.*an integer/],
  ["unet", { labels: 1 }, /labels of the network unet.*true or false/],
  ["simple", { channels: [64, 4096] }, /channels: got 4096/],
];

test("a size that is none is refused, with what was expected", () => {
  for (const [name, size, saying] of refused) {
    assert.throws(
      () => networkOf({ name, size }),
      (error: Error) => error instanceof UsageError && saying.test(error.message),
      `${name} ${JSON.stringify(size)}`,
    );
  }
});

test.run();
