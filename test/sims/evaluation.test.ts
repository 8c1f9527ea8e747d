import { readFileSync } from "node:fs";
import ndarray from "ndarray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Digits, pixels } from "../../mnist/data.ts";
import { frechetFrom, moments } from "../../mnist/frechet-distance.ts";
import { decodeJudge } from "../../mnist/judge-file.ts";
import { pixelsOf } from "../../mnist/pixels-of.ts";
import { judgeAll } from "../../sims/evaluation/judging.ts";
import { type Neighbours, neighboursBesideTests } from "../../sims/evaluation/neighbours.ts";
import { qualityOf } from "../../sims/evaluation/quality.ts";
import { type Recognition, recognition } from "../../sims/evaluation/recognition.ts";
import { labelsOf, samplesOf } from "../../sims/evaluation/samples-file.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { npy } from "../../sims/node/npy.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { UsageError } from "../../src/refusal.ts";
import { catches, seedOf } from "../support.ts";
import { inProcess } from "./in-process.ts";

const file = new URL("../../mnist/weights/judge.safetensors", import.meta.url);
const weights = decodeJudge(readFileSync(file), "judge.safetensors");
const judging = { backend: { name: "wasm" }, gpu: false, weights } as const;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);
const part = ({ images, labels }: Digits, from: number, to: number): Digits => ({
  count: to - from,
  images: images.subarray(from * pixels, to * pixels),
  labels: labels.subarray(from, to),
});
// the rest of the images stays apart: training images that play samples would be copies
const all = await trainingDigits();
const training = part(all, 0, 4000);
const tests = part(await testDigits(), 5000, 6500);
const n = 300;
const fresh = part(all, 30_000, 30_000 + n);
const images = pixelsOf(fresh, range(0, n));
const labels = [...fresh.labels];

const real = await qualityOf(inProcess, judging, { images, labels }, { training, tests }, 1n);
const judged = await judgeAll(inProcess, judging, tests.images);
const distance = frechetFrom(moments(judged.features, 128));

interface Found {
  readonly recognition: Recognition;
  readonly distance: number;
  readonly neighbours: Neighbours;
}

async function measure(samples: Float32Array, asked: ArrayLike<number> = labels): Promise<Found> {
  const { features, logits } = await judgeAll(inProcess, judging, samples);
  return {
    recognition: recognition(logits, asked),
    distance: distance(moments(features, 128)),
    neighbours: await neighboursBesideTests(inProcess, judging, samples, training, tests),
  };
}

const laws = {
  recognised: ({ recognition }: Found) => assert.ok((recognition.asked?.share ?? 0) > 0.95),
  varied: ({ recognition }: Found) => assert.ok(recognition.effective > 9),
  real: (found: Found) =>
    assert.ok(found.distance < 3 * real.distance.real.mean, `${found.distance}, ${real.distance.real.mean}`),
  new: ({ neighbours }: Found) => {
    assert.ok(neighbours.median > 0.8 * neighbours.medianOfTests, `median ${neighbours.median}`);
    assert.ok(neighbours.close < 0.06, `close: ${neighbours.close}`);
  },
};

/** These laws are broken, the others are not. */
function breaks(found: Found, broken: readonly (keyof typeof laws)[]): void {
  for (const [name, law] of Object.entries(laws)) {
    if (broken.includes(name as keyof typeof laws)) catches(name, () => law(found));
    else law(found);
  }
}

test("real images that are no training images are recognised, varied, like real ones, and new", async () => {
  breaks({ ...real, distance: real.distance.value }, []);
  const { asked, counts } = real.recognition;
  assert.is(
    counts.reduce((sum, count) => sum + count, 0),
    n,
  );
  assert.is(
    asked?.each.reduce((sum, { asked }) => sum + asked, 0),
    n,
  );
  assert.ok(asked && asked.interval[0] < asked.share && asked.share < asked.interval[1] + 1e-12);
  const { value, error, interval } = real.distance;
  const draws = real.distance.real;
  assert.ok(error > 0 && interval[0] < value && value < interval[1]);
  assert.ok(
    Math.abs(value - draws.mean) < 6 * Math.hypot(error, draws.deviation),
    "as far away as as many real ones",
  );
  assert.ok(real.accuracy > 0.99);
});

test("noise of 0.5 shows in the Frechet distance and in what is recognised", async () => {
  const z = new Float64Array(images.length);
  const seed = seedOf("noise of 0.5");
  fillNormals(z, { seed, purpose: 2, first: 0, width: pixels, step: 0, draw: 0 }, 0.5);
  const found = await measure(images.map((p, k) => Math.min(1, Math.max(0, p + z[k]))));
  breaks(found, ["recognised", "varied", "real"]);
});

test("copies of training images show in the distance to the nearest, also where they are one in ten", async () => {
  const copies = pixelsOf(training, range(0, n));
  breaks(await measure(copies, training.labels.subarray(0, n)), ["new"]);
  const few = images.slice();
  few.set(copies.subarray(0, 30 * pixels));
  breaks(await measure(few, [...training.labels.subarray(0, 30), ...labels.slice(30)]), ["new"]);
});

test("one class only shows in the spread and the Frechet distance", async () => {
  const ones = range(0, all.count).filter((k) => k >= 30_000 && all.labels[k] === 1);
  const found = await measure(pixelsOf(all, ones.slice(0, n)), Array(n).fill(1));
  breaks(found, ["varied", "real", "new"]); // ones are near to one another
  assert.ok(found.recognition.effective < 1.2);
});

test("wrong labels show in what is recognised, and nowhere else", async () => {
  breaks(
    await measure(
      images,
      labels.map((label) => (label + 1) % 10),
    ),
    ["recognised"],
  );
});

const bytesOf = (array: ndarray.NdArray): Uint8Array => Uint8Array.from(Buffer.concat(npy(array)));

test("samples are read from a .npy file in floats or bytes, of n x 28 x 28 or n x 784", () => {
  const shapes = [
    [n, 28, 28],
    [n, 784],
    [n, 1, 28, 28],
  ];
  for (const shape of shapes) assert.equal(samplesOf(bytesOf(ndarray(images, shape)), "a"), images);
  assert.equal(samplesOf(bytesOf(ndarray(Uint8Array.from(fresh.images), [n, 28, 28])), "a"), images);
  assert.equal([...labelsOf(bytesOf(ndarray(Int32Array.from(labels), [n])), "b", n)], labels);
});

test("a file that holds no such samples or labels is refused by name", () => {
  const raw = images.map((p) => 2 * p - 1);
  const broken = images.slice(0, 784);
  broken[5] = Number.NaN;
  const refused = (read: () => unknown, what: RegExp) => {
    try {
      read();
    } catch (error) {
      assert.instance(error, UsageError);
      assert.match((error as Error).message, what);
      return;
    }
    assert.unreachable(`accepted: ${what}`);
  };
  const whole = bytesOf(ndarray(images, [n, 28, 28]));
  refused(
    () => samplesOf(bytesOf(ndarray(raw, [n, 784])), "a.npy"),
    /samples a\.npy: got "-1.* in image 0.*--raw/,
  );
  refused(() => samplesOf(bytesOf(ndarray(broken, [1, 784])), "a.npy"), /NaN in image 0/);
  refused(() => samplesOf(bytesOf(ndarray(images, [2 * n, 14, 28])), "a.npy"), /shape \(600, 14, 28\)/);
  refused(() => samplesOf(whole.subarray(0, -4), "a.npy"), /bytes of data/);
  refused(() => samplesOf(new TextEncoder().encode("no samples at all"), "a.npy"), /no \.npy header/);
  const label = (values: number[]) => bytesOf(ndarray(Float64Array.from(values), [values.length]));
  refused(() => labelsOf(label([1, 2]), "b.npy", 3), /labels b\.npy: got "2 labels", .*3 integers/);
  refused(() => labelsOf(label([1, 11]), "b.npy", 2), /label 11 of sample 1/);
  refused(() => labelsOf(label([1, 0.5]), "b.npy", 2), /label 0\.5 of sample 1/);
});

test.run();
