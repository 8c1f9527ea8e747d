import { test } from "uvu";
import * as assert from "uvu/assert";
import type { BackendName } from "../../mnist/backends/backend.ts";
import * as backends from "../../mnist/backends/index.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { tryBackend } from "../../mnist/backends/try-backend.ts";
import type { Digits } from "../../mnist/data.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { drawDigits } from "../../mnist/sample.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";
import { train } from "../../mnist/train.ts";
import { trainingState } from "../../mnist/training-state.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { pool } from "../../sims/node/pool.ts";
import { type Probe, probeBackend } from "../../sims/node/probe-backend.ts";
import { digitsGradient, type GradientInput } from "../../sims/tasks/digits-gradient.ts";
import { testWith } from "../chromium.ts";
import { catches } from "../support.ts";

/** As small as it comes: a GPU that the processor imitates takes part. */
const spec = { name: "digits", size: { channels: [8, 8], blocks: [0, 1, 0], embedding: 8 } };
const network = networkOf(spec);

/** Noise for images: only the numbers matter here. */
const digits: Digits = {
  count: 10,
  images: Uint8Array.from({ length: 7840 }, (_, k) => (k * k * 7919) % 256),
  labels: Uint8Array.from({ length: 10 }, (_, k) => k),
};

/** The losses of a few steps of training, their tensors gone after each. */
async function losses({ choice }: Probe): Promise<number[]> {
  const tf = await loadBackend(choice);
  const state = trainingState(initialWeights(network.parameters, 5n), 3);
  const found: { readonly loss: number; readonly tensors: number }[] = [];
  await train(digits, { ...edm.training, seed: 5n, batch: 2, shard: 2, warmUp: 1, rate: 1e-3 }, state, {
    gradient: async (weights, shard) => lossGradient(tf, network, weights, examplesOf(edm, shard)),
    moment: ({ loss }) => void found.push({ loss, tensors: tf.memory().numTensors }),
  });
  assert.is(new Set(found.map(({ tensors }) => tensors)).size, 1, "live tensors");
  return found.map(({ loss }) => loss);
}

/** Two digits, `batch` at a time, with weights that are not those of the start, where much is 0. */
async function drawn({ choice }: Probe, batch: number, change = 0): Promise<number[]> {
  const tf = await loadBackend(choice);
  const weights = initialWeights(network.parameters, 3n).map((w, k) => w + 0.1 * Math.sin(k));
  weights[0] += change;
  const before = tf.memory().numTensors;
  const request = {
    seed: 7n,
    count: 2,
    label: (n: number) => n,
    guidance: 0,
    solver: "heun",
    steps: 2,
    batch,
  };
  const images: number[] = [];
  for await (const part of drawDigits(tf, { recipe: edm, spec, network, weights }, request)) {
    images.push(...part.images);
  }
  assert.is(tf.memory().numTensors, before, "live tensors");
  return images;
}

/** Equal to rounding: the largest difference in units of 1 + |expected|. */
function same(got: readonly number[], expected: readonly number[], tolerance = 1e-4): void {
  assert.is(got.length, expected.length);
  const worst = expected.reduce((w, e, k) => Math.max(w, Math.abs(e - got[k]) / (1 + Math.abs(e))), 0);
  assert.ok(worst < tolerance, `off by ${worst}`);
}

const probes = new Map<BackendName, Probe>();
const missing = new Map<BackendName, string>();
for (const { name } of Object.values(backends)) {
  await probeBackend(name).then(
    (probe) => probes.set(name, probe),
    (error: Error) => missing.set(name, error.message),
  );
}
const plain = probes.get("cpu") as Probe;
const expected = { losses: await losses(plain), images: await drawn(plain, 2) };

for (const { name } of Object.values(backends)) {
  const probe = probes.get(name);
  const testHere = (what: string, body: (probe: Probe) => Promise<void>): void =>
    testWith(probe, missing.get(name) ?? "", `${name} ${what}`, () => body(probe as Probe));

  testHere("passes the trial that a new binding has to pass", async ({ choice }) => {
    assert.ok((await tryBackend(choice)).device.length > 0);
  });

  testHere("has the losses of plain JavaScript in training", async (probe) => {
    same(await losses(probe), expected.losses);
  });

  testHere("draws the digits of plain JavaScript, whatever the batch", async (probe) => {
    same(await drawn(probe, 2), expected.images, 1e-3);
    same(await drawn(probe, 1), expected.images, 1e-3);
  });

  testHere("computes in a worker", async ({ choice }) => {
    const part = { images: digits.images.slice(0, 784), labels: digits.labels.slice(0, 1) };
    const shard: Shard = { seed: 5n, step: 0, indices: Uint32Array.of(0), ...part };
    const weights = initialWeights(network.parameters, 5n);
    const input: GradientInput = { backend: choice, recipe: "edm", spec, weights, shard };
    const workers = pool({ threads: 1 });
    const there = (await workers.run("digitsGradient", input)) as LossGradient;
    await workers.close();
    const here = await digitsGradient({ ...input, backend: plain.choice });
    same([there.loss, ...there.gradient], [here.loss, ...here.gradient]);
  });
}

test("a weight that is off by a hundredth is seen in the digits", async () => {
  const off = await drawn(plain, 2, 0.01);
  catches("another weight", () => same(off, expected.images, 1e-3));
});

test.run();
