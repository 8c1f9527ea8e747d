import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import { digits } from "../../mnist/networks/digits.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { examplesOf } from "../../mnist/score-matching.ts";
import { train } from "../../mnist/train.ts";
import { trainingState } from "../../mnist/training-state.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { chooseBackend } from "../../sims/node/choose-backend.ts";
import { trainingDigits } from "../../sims/node/digits-data.ts";
import { fillUniforms } from "../../src/noise/draw.ts";
import { UsageError } from "../../src/refusal.ts";
import type { RunJson } from "../sims/command.ts";
import { seedOf } from "../support.ts";

const read = (name: string): Buffer => readFileSync(new URL(`../../mnist/weights/${name}`, import.meta.url));
const run: RunJson = JSON.parse(read("run.json").toString());
const bytes = read("digits.safetensors");
/** All with TensorFlow; a few where the steps are slow. */
const { backend } = await chooseBackend(undefined);
const steps = backend.name === "tensorflow" ? 20 : 4;
/** Of a loss after that many steps: other backends add in another order. */
const rounding = 1e-4;

const { recipe, network, spec } = decodeNetwork(bytes, "digits.safetensors");

test("the shipped weights are those of the training beside them, in at most a megabyte", () => {
  const { sha256, bytes: length } = run.outputs["weights.safetensors"];
  assert.is(createHash("sha256").update(bytes).digest("hex"), sha256);
  assert.is(bytes.length, length);
  assert.ok(bytes.length <= 1_000_000);
  assert.is(run.status, "done");
  assert.is(spec.name, "digits");
  assert.equal(network.parameters, networkOf(digits).parameters);
});

test("the shipped weights with a bit flipped anywhere, or cut short anywhere, are refused", () => {
  const positions = new Float64Array(100);
  fillUniforms(positions, { seed: seedOf("damage"), purpose: 1, first: 0, width: 100, step: 0, draw: 0 });
  positions.forEach((u, k) => {
    const whole = bytes.length;
    // The header is a small part of the file: every other bit is one of it.
    const bit = Math.floor(u * 8 * (k % 2 === 0 ? whole : 4096));
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    const damaged = k < 50 ? flipped : bytes.subarray(0, bit >> 3);
    try {
      decodeNetwork(damaged, "digits.safetensors");
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, /weights file digits.safetensors/);
      return;
    }
    assert.unreachable(`accepted ${k < 50 ? `bit ${bit} flipped` : `${bit >> 3} bytes of ${whole}`}`);
  });
});

test(`the first ${steps} steps of their run.json, made again on ${backend.name}, meet its losses`, async () => {
  const tf = await loadBackend(backend);
  const {
    batch,
    rate,
    losses: recorded,
  } = { ...run.config, ...run.numbers } as unknown as {
    readonly batch: number;
    readonly rate: number;
    readonly losses: readonly { readonly step: number; readonly loss: number }[];
  };
  const seed = BigInt(run.seed);
  const state = trainingState(initialWeights(network.parameters, seed), steps);
  const losses: { step: number; loss: number }[] = [];
  const plan = { ...recipe.training, seed, batch, rate, fall: 0, shard: 32 };
  await train(await trainingDigits(), plan, state, {
    gradient: async (weights, shard) => lossGradient(tf, network, weights, examplesOf(recipe, shard)),
    moment: ({ step, loss }) => void losses.push({ step, loss }),
  });
  losses.forEach(({ step, loss }, k) => {
    assert.is(recorded[k].step, step);
    const relative = Math.abs(loss / recorded[k].loss - 1);
    assert.ok(relative < rounding, `step ${step}: ${loss}, recorded ${recorded[k].loss}`);
  });
});

test.run();
