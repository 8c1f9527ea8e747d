import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { type Digits, pixels } from "../../mnist/data.ts";
import { decisions } from "../../mnist/decisions.ts";
import { encodeSafetensors } from "../../mnist/encode-safetensors.ts";
import { askJudge } from "../../mnist/judge.ts";
import { decodeJudge, encodeJudge } from "../../mnist/judge-file.ts";
import { pixelsOf } from "../../mnist/pixels-of.ts";
import { trainJudge } from "../../mnist/train-judge.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import type { RunJson } from "../sims/command.ts";
import { catches, seeded } from "../support.ts";

const tf = await wasmBackend();
const read = (name: string): Buffer => readFileSync(new URL(`../../mnist/weights/${name}`, import.meta.url));
const run: RunJson = JSON.parse(read("judge.run.json").toString());
const bytes = read("judge.safetensors");
const [training, tests] = [await trainingDigits(), await testDigits()];

const first = ({ images, labels }: Digits, count: number): Digits => ({
  count,
  images: images.subarray(0, count * pixels),
  labels: labels.subarray(0, count),
});

/** The share of the images that it reads. */
async function accuracy(weights: Float32Array, digits: Digits): Promise<number> {
  const all = Array.from({ length: digits.count }, (_, k) => k);
  const said = decisions((await askJudge(tf, weights, pixelsOf(digits, all))).logits).digits;
  return said.filter((digit, k) => digit === digits.labels[k]).length / digits.count;
}

test("the shipped judge is that of the training beside it, and reads 99 % of the test images", async () => {
  const { sha256, bytes: length } = run.outputs["judge.safetensors"];
  assert.is(createHash("sha256").update(bytes).digest("hex"), sha256);
  assert.is(bytes.length, length);
  assert.ok(length <= 1_700_000);
  const share = await accuracy(decodeJudge(bytes, "judge.safetensors"), tests);
  assert.ok(share >= 0.99, `${share}`);
  assert.ok(Math.abs(share - (run.numbers.accuracy as number)) <= 5e-4, `${share}, recorded otherwise`);
});

test("training it again from that seed meets the same losses", async () => {
  const enough = new Error("enough");
  const losses: number[] = [];
  const { epochs } = run.config as { epochs: number };
  await trainJudge(tf, training, BigInt(run.seed), epochs, (loss) => {
    if (losses.push(loss) === 4) throw enough;
  }).catch((error) => assert.is(error, enough));
  losses.forEach((loss, k) => {
    const recorded = (run.numbers.losses as number[])[k];
    assert.ok(Math.abs(loss - recorded) < 1e-5, `step ${k + 1}: ${loss}, recorded ${recorded}`);
  });
});

seeded("it learns to read from images with their labels, and not from wrong ones", async (seed) => {
  const some = first(training, 2000);
  const learned = (share: number) => assert.ok(share > 0.75, `reads ${share}`);
  const before = tf.memory().numTensors;
  const weights = await trainJudge(tf, some, seed, 1);
  assert.is(tf.memory().numTensors, before);
  learned(await accuracy(weights, first(tests, 1000)));
  const wrong = { ...some, labels: some.labels.map((label) => (label + 1) % 10) };
  const misled = await trainJudge(tf, wrong, seed, 1);
  const share = await accuracy(misled, first(tests, 1000));
  catches("labels moved by one", () => learned(share));
});

test("a gradient that is not finite stops its training", async () => {
  const planted = (values: number): typeof tf => ({
    ...tf,
    valueAndGrads: (f) => (inputs) => {
      const { value, grads } = tf.valueAndGrads(f)(inputs);
      return { value, grads: grads.map((g) => tf.mul(g, values)) };
    },
  });
  const few = first(training, 100);
  await trainJudge(planted(1), few, 1n, 1);
  await trainJudge(planted(Number.NaN), few, 1n, 1).then(
    () => assert.unreachable(),
    (error) => {
      assert.instance(error, DivergenceError);
      assert.match(error.message, /the judge's gradient at step 1 is not finite/);
    },
  );
});

test("the file of a judge is read back to float16's rounding; another one is refused", () => {
  const weights = decodeJudge(bytes, "judge.safetensors");
  assert.equal(encodeJudge(weights), Uint8Array.from(bytes));
  const other = encodeSafetensors({ tensors: new Map(), metadata: { format: "langevin digits 2" } }, "F16");
  const few = encodeSafetensors({ tensors: new Map(), metadata: { format: "langevin judge 1" } }, "F16");
  for (const [file, what] of [
    [other, /judge x: got "langevin digits 2", expected format "langevin judge 1".*mnist judge makes one/],
    [few, /judge x: got "0 tensors", expected 8/],
    [bytes.subarray(0, -3), /x: .*cut short/],
  ] as const) {
    try {
      decodeJudge(file, "x");
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, what);
      continue;
    }
    assert.unreachable(`accepted: ${what}`);
  }
});

test.run();
