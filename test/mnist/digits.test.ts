import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { pixels } from "../../mnist/data.ts";
import { frechetDistance, moments } from "../../mnist/frechet-distance.ts";
import { askJudge } from "../../mnist/judge.ts";
import { pixelsOf } from "../../mnist/pixels-of.ts";
import { shuffled } from "../../mnist/shuffled.ts";
import { trainJudge } from "../../mnist/train-judge.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { mnistSample } from "../../sims/node/mnist.ts";
import { pool } from "../../sims/node/pool.ts";
import type { DrawInput } from "../../sims/tasks/draw-digits.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { catches, seedOf } from "../support.ts";

const count = 500;
const tf = await wasmBackend();
const [training, testing] = [await trainingDigits(), await testDigits()];
const judgeWeights = await trainJudge(tf, training, seedOf("judge"));
const all = Array.from({ length: testing.count }, (_, k) => k);
const verdict = await askJudge(tf, judgeWeights, pixelsOf(testing, all));
const reference = moments(verdict.features, 128);

/** Probability of the likeliest class, and which it is, for each row of logits. */
function decisions(logits: Float32Array): { sure: number; digit: number }[] {
  return Array.from({ length: logits.length / 10 }, (_, k) => {
    const row = logits.subarray(10 * k, 10 * k + 10);
    const most = Math.max(...row);
    return { sure: 1 / row.reduce((sum, z) => sum + Math.exp(z - most), 0), digit: row.indexOf(most) };
  });
}

interface Quality {
  /** Share of which the judge is over 0.9 sure. */
  readonly recognised: number;
  readonly classes: number;
  /** Frechet distance to the test images, in units of that of as many training images. */
  readonly distance: number;
}

async function quality(images: Float32Array): Promise<Quality> {
  const { features, logits } = await askJudge(tf, judgeWeights, images);
  const said = decisions(logits);
  return {
    recognised: said.filter(({ sure }) => sure > 0.9).length / said.length,
    classes: new Set(said.map(({ digit }) => digit)).size,
    distance: frechetDistance(moments(features, 128), reference) / real,
  };
}

/** Training images, no two the same, none of which another name gives. */
const some = (name: string): Float32Array =>
  pixelsOf(training, shuffled(training.count, seedOf(name), 0).subarray(0, count));

const real = frechetDistance(
  moments((await askJudge(tf, judgeWeights, some("real images"))).features, 128),
  reference,
);

/** The median over images of the L2 distance to the nearest training image, pixels 0 to 1. */
function nearest(images: Float32Array): number {
  const n = images.length / pixels;
  const distances = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const squares = (x: Float32Array, k: number) =>
    x.subarray(k * pixels, (k + 1) * pixels).reduce((sum, v) => sum + v * v, 0);
  const own = Float64Array.from(distances, (_, k) => squares(images, k));
  for (let from = 0; from < training.count; from += 5000) {
    const part = pixelsOf(
      training,
      Array.from({ length: 5000 }, (_, k) => from + k),
    );
    // |x - y|^2 = |x|^2 - 2 x y + |y|^2, the products as one product of matrices
    const dots = tf.tidy(() =>
      tf
        .matMul(tf.tensor2d(part, [5000, pixels]), tf.transpose(tf.tensor2d(images, [n, pixels])))
        .dataSync<"float32">(),
    );
    for (let j = 0; j < 5000; j++) {
      const other = squares(part, j);
      for (let k = 0; k < n; k++) distances[k] = Math.min(distances[k], own[k] - 2 * dots[j * n + k] + other);
    }
  }
  const sorted = distances.map((d) => Math.sqrt(Math.max(0, d))).sort();
  return (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
}

/** What `langevin mnist sample --count 500` draws, by the same tasks. */
async function drawn(): Promise<Float32Array> {
  const { solver, steps, guidance } = mnistSample.config.parse({});
  const weights = new Uint8Array(
    readFileSync(new URL("../../mnist/weights/digits.safetensors", import.meta.url)),
  );
  const common = { weights, file: "digits.safetensors", solver, steps, guidance, seed: seedOf("digits") };
  const workers = pool({ threads: availableParallelism() });
  const images = new Float32Array(count * pixels);
  const part = async (first: number): Promise<void> => {
    const labels = Array.from({ length: block }, (_, k) => (first + k) % 10);
    const input: DrawInput = { ...common, first, labels, count: block, batch: block };
    images.set((await workers.run("drawDigits", input)) as Float32Array, first * pixels);
  };
  await Promise.all(Array.from({ length: count / block }, (_, k) => part(k * block)));
  await workers.close();
  return images;
}
const block = 25;

const recognisable = ({ recognised, classes }: Quality) => {
  assert.ok(recognised >= 0.7, `recognised: ${recognised}`);
  assert.ok(classes >= 8, `classes: ${classes}`);
};
const likeReal = ({ distance }: Quality) =>
  assert.ok(distance <= 12, `${distance} times the distance of real images`);
const notCopied = (distance: number) =>
  assert.ok(distance > 3, `median distance to the nearest: ${distance}`);

test("the judge reads at least 98 % of the test images", () => {
  const right = decisions(verdict.logits).filter(({ digit }, k) => digit === testing.labels[k]).length;
  assert.ok(right >= 0.98 * testing.count, `${right} of ${testing.count}`);
});

test("500 digits drawn with the shipped weights are recognised, varied, like real ones, and no copies", async () => {
  const images = await drawn();
  const found = await quality(images);
  recognisable(found);
  likeReal(found);
  notCopied(nearest(images));
});

test("test images pass, so the gates ask for nothing that real digits lack", async () => {
  const images = pixelsOf(testing, shuffled(testing.count, seedOf("test images"), 0).subarray(0, count));
  const found = await quality(images);
  recognisable(found);
  likeReal(found);
  notCopied(nearest(images));
});

test("real digits with noise of 0.5 fail", async () => {
  const images = some("noised images");
  const z = new Float64Array(images.length);
  fillNormals(
    z,
    { seed: seedOf("noise of 0.5"), purpose: 2, first: 0, width: pixels, step: 0, draw: 0 },
    0.5,
  );
  const noised = images.map((p, k) => Math.min(1, Math.max(0, p + z[k])));
  const found = await quality(noised);
  catches("noise of 0.5", () => {
    recognisable(found);
    likeReal(found);
  });
});

test("copies of training images fail", () => {
  catches("copies", () => notCopied(nearest(some("copies"))));
});

test.run();
