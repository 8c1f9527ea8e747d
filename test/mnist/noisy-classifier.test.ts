import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { checkWish } from "../../mnist/check-wish.ts";
import { pixels } from "../../mnist/data.ts";
import { noisyClassifier } from "../../mnist/noisy-classifier.ts";
import { decodeNoisyClassifier, encodeNoisyClassifier } from "../../mnist/noisy-classifier-file.ts";
import { noisyClassifierGradient } from "../../mnist/noisy-classifier-gradient.ts";
import { noisyClassifierLoss, noisyImages } from "../../mnist/noisy-classifier-loss.ts";
import { pixelsOf } from "../../mnist/pixels-of.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import { drawDigits } from "../../mnist/sample.ts";
import { testNoisyClassifier } from "../../mnist/test-noisy-classifier.ts";
import { trainNoisyClassifier } from "../../mnist/train-noisy-classifier.ts";
import { initialWeights, scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { schedules } from "../../src/index.ts";
import { fillNormals, purposes } from "../../src/noise/index.ts";
import { DivergenceError } from "../../src/refusal.ts";
import type { RunJson } from "../sims/command.ts";
import { catches, near } from "../support.ts";

const tf = await loadBackend({ name: "wasm" });
const { parameters } = noisyClassifier;
const weights = initialWeights(parameters, 5n);
const digits = await testDigits();
const shipped = new URL("../../mnist/weights/noisy-classifier.safetensors", import.meta.url);

/** log p(label | y) of each noisy image, in float64 from the network's logits. */
async function logProbabilities(y: Float32Array, sigma: number, labels: Float32Array): Promise<number[]> {
  const n = labels.length;
  const logits = tf.tidy(() =>
    noisyClassifier.apply(
      scopeOf(tf, parameters, uploadWeights(tf, parameters, weights)),
      tf.tensor2d(y, [n, 784]),
      tf.fill([n], sigma),
    ),
  );
  const z = (await logits.data()) as Float32Array;
  logits.dispose();
  return Array.from(labels, (label, k) => {
    const row = z.subarray(10 * k, 10 * k + 10);
    return row[label] - Math.log(row.reduce((sum, v) => sum + Math.exp(v), 0));
  });
}

test("the gradient in the image is that of log p(digit | x_t), under a schedule that shrinks the image; of no digit it is 0", async () => {
  const { vp } = schedules;
  const labels = Float32Array.of(3, 10, 7);
  const t = 0.3;
  const [a, sigma] = [vp.alpha(t), vp.sigma(t) / vp.alpha(t)];
  const noise = new Float64Array(3 * 784);
  fillNormals(noise, { seed: 3n, purpose: purposes.normal, first: 0, width: 784, step: 0, draw: 0 });
  const x = Float32Array.from(noise);
  const before = tf.memory().numTensors;
  const tensors = uploadWeights(tf, parameters, weights);
  const field = noisyClassifierGradient(scopeOf(tf, parameters, tensors), vp, labels);
  const position = tf.tensor2d(x, [3, 784]);
  const g = field(t, position, tf.zeros([1, 784]));
  const gradient = await g.data();
  tf.dispose([g, position, ...tensors]);
  assert.is(tf.memory().numTensors, before);
  assert.ok(gradient.subarray(784, 2 * 784).every((v) => v === 0));
  // along the gradient itself the difference is largest
  const h = 0.02;
  const moved = (sign: number) =>
    x.map((v, i) => {
      const row = Math.floor(i / 784);
      const own = gradient.subarray(row * 784, (row + 1) * 784);
      const norm = Math.hypot(...own) || 1;
      return (v + (sign * h * gradient[i]) / norm) / a;
    });
  const known = Float32Array.of(3, 0, 7);
  const [up, down] = [
    await logProbabilities(moved(1), sigma, known),
    await logProbabilities(moved(-1), sigma, known),
  ];
  const check = (factor: number) => {
    for (const k of [0, 2]) {
      const norm = Math.hypot(...gradient.subarray(k * 784, (k + 1) * 784));
      near(((up[k] - down[k]) / (2 * h)) * factor, norm, 0.02 * norm, `image ${k}`);
    }
  };
  check(1);
  catches("alpha forgotten", () => check(a));
  catches("the wrong sign", () => check(-1));
});

test("beyond the noise that it was trained on, the classifier answers as at the nearest level that it knows", async () => {
  const trained = decodeNoisyClassifier(readFileSync(shipped), "shipped");
  const n = 40;
  const noise = new Float64Array(n * pixels);
  fillNormals(noise, { seed: 4n, purpose: purposes.normal, first: 0, width: pixels, step: 0, draw: 0 });
  const labels = new Float32Array(n).fill(3);
  /** sigma^2 / alpha grad log p(3 | x_t), what a denoised image is moved by, of x_t = alpha (x_0 + s z). */
  const moved = async (s: number, alpha: number, images: Float32Array): Promise<Float32Array> => {
    const tensors = uploadWeights(tf, parameters, trained);
    const schedule = { alpha: () => alpha, sigma: () => alpha * s };
    const field = noisyClassifierGradient(scopeOf(tf, parameters, tensors), schedule, labels);
    const x = tf.tensor2d(
      images.map((v, i) => alpha * (v + s * noise[i])),
      [n, pixels],
    );
    const g = field(0, x, tf.zeros([1, pixels]));
    const values = (await g.data()) as Float32Array;
    tf.dispose([g, x, ...tensors]);
    return values.map((v) => v * alpha * s * s);
  };
  const scaled = pixelsOf(
    digits,
    Array.from({ length: n }, (_, k) => k),
  ).map((p) => 2 * p - 1);
  const apart = (a: Float32Array, b: Float32Array) =>
    Math.hypot(...a.map((v, i) => v - b[i])) / Math.hypot(...b);
  // pure noise, where r y is the same image: the posterior is linear, and the shift does not depend on the level
  const nothing = new Float32Array(n * pixels);
  const [edge, far] = [await moved(80, 1, nothing), await moved(152, 0.0066, nothing)];
  assert.ok(apart(far, edge) < 1e-4, `${apart(far, edge)}`);
  catches("the classifier asked beyond its levels", () =>
    assert.ok(
      apart(
        far.map((v) => v * (80 / 152) ** 2),
        edge,
      ) < 1e-4,
    ),
  );
  // an image without noise to speak of: grad log p itself does not depend on it
  const [clean, cleaner] = [await moved(0.002, 1, scaled), await moved(1e-6, 1, scaled)];
  const gradients = [clean.map((v) => v / 0.002 ** 2), cleaner.map((v) => v / 1e-6 ** 2)] as const;
  assert.ok(apart(...gradients) < 0.05, `${apart(...gradients)}`);
});

test("noise has the address (image, step): an image's part in a step does not depend on the others", () => {
  const shard = (indices: number[]) => ({
    seed: 1n,
    step: 4,
    indices: Uint32Array.from(indices),
    images: Uint8Array.from(indices.flatMap((n) => [...digits.images.subarray(n * 784, (n + 1) * 784)])),
    labels: Uint8Array.from(indices, (n) => digits.labels[n]),
  });
  const [both, one] = [noisyImages(shard([2, 9])), noisyImages(shard([9]))];
  assert.equal(both.x.slice(784), one.x);
  assert.is(both.sigma[1], one.sigma[0]);
});

test("two steps of training lower the loss, the same for the same seed; a step reaches every weight", async () => {
  const few = { count: 256, images: digits.images.slice(0, 256 * 784), labels: digits.labels.slice(0, 256) };
  const losses: number[] = [];
  const train = () =>
    trainNoisyClassifier(few, {
      seed: 2n,
      epochs: 1,
      gradient: (w, shard) => noisyClassifierLoss(tf, w, shard),
      moment: (loss) => losses.push(loss),
    });
  const [a, b] = [await train(), await train()];
  assert.equal(a, b);
  assert.is(losses.length, 4);
  near(losses[0], Math.log(10), 0.8, "the loss of a start");
  const start = initialWeights(parameters, 2n);
  const still = a.filter((w, i) => w === start[i]).length;
  assert.ok(still < 0.02 * a.length, `${still} of ${a.length} weights did not move`);
});

test("an epoch ends with the batch of what is left, each image counting once", async () => {
  const n = 300;
  const some = { count: n, images: digits.images.slice(0, n * 784), labels: digits.labels.slice(0, n) };
  const seen: number[][] = [];
  const losses: number[] = [];
  await trainNoisyClassifier(some, {
    seed: 2n,
    epochs: 2,
    // the loss of a shard is its size, so that of a batch is known
    gradient: async (w, { indices }) => {
      seen.push([...indices]);
      return { loss: indices.length, gradient: new Float32Array(w.length) };
    },
    moment: (loss) => losses.push(loss),
  });
  assert.equal(
    seen.map(({ length }) => length),
    [64, 64, 64, 64, 44, 64, 64, 64, 64, 44],
  );
  const all = Array.from({ length: n }, (_, k) => k);
  for (const epoch of [seen.slice(0, 5), seen.slice(5)]) {
    assert.equal(
      epoch.flat().sort((a, b) => a - b),
      all,
    );
  }
  assert.equal(losses, [64, 64, 44, 64, 64, 44]);
});

test("a loss or a gradient that is not finite stops it, before the weights", async () => {
  const few = { count: 128, images: digits.images.slice(0, 128 * 784), labels: digits.labels.slice(0, 128) };
  for (const [planted, what] of [
    [{ loss: Number.NaN }, /the classifier's loss at step 3 is not finite/],
    [{ at: Number.POSITIVE_INFINITY }, /the classifier's gradient at step 3 is not finite/],
  ] as const) {
    let steps = 0;
    let good = new Float32Array();
    const flat = async (w: Float32Array) => {
      const at = steps === 2 && "at" in planted ? planted.at : 0.01;
      const loss = steps === 2 && "loss" in planted ? planted.loss : 1;
      return { loss, gradient: w.map(() => at) };
    };
    await trainNoisyClassifier(few, {
      seed: 2n,
      epochs: 5,
      gradient: flat,
      moment: (_, step, __, weights) => {
        steps = step;
        good = weights.slice();
      },
    }).then(
      () => assert.unreachable(),
      (error) => {
        assert.instance(error, DivergenceError);
        assert.match(error.message, what);
      },
    );
    assert.is(steps, 2);
    assert.ok(good.every(Number.isFinite));
  }
});

test("the shipped classifier is that of the training beside it, whose first losses are met again", async () => {
  const path = new URL("../../mnist/weights/noisy-classifier.run.json", import.meta.url);
  const run: RunJson = JSON.parse(readFileSync(path, "utf8"));
  const bytes = readFileSync(shipped);
  const { sha256, bytes: length } = run.outputs["noisy-classifier.safetensors"];
  assert.is(createHash("sha256").update(bytes).digest("hex"), sha256);
  assert.is(bytes.length, length);
  const enough = new Error("enough");
  const losses: number[] = [];
  await trainNoisyClassifier(await trainingDigits(), {
    seed: BigInt(run.seed),
    epochs: (run.config as { epochs: number }).epochs,
    gradient: (w, shard) => noisyClassifierLoss(tf, w, shard),
    moment(loss) {
      if (losses.push(loss) === 3) throw enough;
    },
  }).catch((error) => assert.is(error, enough));
  losses.forEach((loss, k) => {
    near(loss, (run.numbers.losses as number[])[k], 1e-4, `step ${k + 1}`);
  });
});

test("its file is read back to float16, and anything else is refused", () => {
  const bytes = encodeNoisyClassifier(weights);
  assert.ok(bytes.length < 0.9e6);
  const read = decodeNoisyClassifier(bytes, "a file");
  assert.ok(read.every((w, i) => Math.abs(w - weights[i]) <= 1e-3 * Math.abs(weights[i]) + 1e-7));
  assert.throws(() => decodeNoisyClassifier(bytes.slice(0, 5000), "a file"), /a file/);
  const damaged = bytes.slice();
  damaged[damaged.length - 100] ^= 1;
  assert.throws(() => decodeNoisyClassifier(damaged, "a file"), /SHA-256/);
  const judge = readFileSync(new URL("../../mnist/weights/judge.safetensors", import.meta.url));
  assert.throws(() => decodeNoisyClassifier(judge, "a file"), /langevin noisy classifier 1/);
});

test("a classifier guides a network that can do without labels, in pixels that it knows", () => {
  checkWish(recipeOf("ve"), [3], 2, true);
  checkWish(recipeOf("edm"), [3], 0, true);
  assert.throws(() => checkWish(recipeOf("ve"), [3], 0), /any/);
  assert.throws(() => checkWish(recipeOf("ve-conditional"), [3], 0, true), /without labels/);
  assert.throws(() => checkWish(recipeOf("ncsn"), [3], 0, true), /pixels from -1 to 1/);
});

test("a guided digit does not depend on what is drawn with it, and without a digit asked for there is no guidance", async () => {
  const file = new URL("../../mnist/weights/digits.safetensors", import.meta.url);
  const trained = decodeNetwork(readFileSync(file), "digits");
  const draw = async (first: number, count: number, label: number, classifier?: Float32Array) => {
    const asked = { seed: 1n, first, count, label: () => label, guidance: 1, steps: 2, batch: count };
    for await (const { images } of drawDigits(tf, trained, { ...asked, classifier })) return images;
    throw new Error("nothing was drawn");
  };
  const own = decodeNoisyClassifier(readFileSync(shipped), "shipped");
  const [pair, second] = [await draw(0, 2, 3, own), await draw(1, 1, 3, own)];
  const apart = (a: Float32Array, b: Float32Array) =>
    a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);
  assert.ok(apart(pair.subarray(784), second) < 1e-4, `${apart(pair.subarray(784), second)}`);
  const any = await draw(1, 1, 10);
  assert.ok(apart(second, any) > 0.1);
  assert.ok(apart(await draw(1, 1, 10, own), any) < 1e-4);
});

test("each pass of the network has one gradient of the classifier beside it, which a run counts", async () => {
  const file = new URL("../../mnist/weights/digits.safetensors", import.meta.url);
  const trained = decodeNetwork(readFileSync(file), "digits");
  const classifier = decodeNoisyClassifier(readFileSync(shipped), "shipped");
  const { apply } = noisyClassifier;
  let gradients = 0;
  Object.assign(noisyClassifier, {
    apply: (...inputs: Parameters<typeof apply>) => {
      gradients++;
      return apply(...inputs);
    },
  });
  const asked = { seed: 1n, count: 1, label: () => 3, guidance: 2, steps: 3, batch: 1, classifier };
  try {
    for await (const { passes } of drawDigits(tf, trained, asked)) assert.is(passes, gradients);
  } finally {
    Object.assign(noisyClassifier, { apply });
  }
  assert.ok(gradients > 3, `${gradients}`);
});

test("the shipped classifier recognises test images, and fewer of them the more noise there is", async () => {
  assert.ok(existsSync(shipped), "mnist/weights/noisy-classifier.safetensors");
  const trained = decodeNoisyClassifier(readFileSync(shipped), "shipped");
  const n = 300;
  const share = async (sigma: number) =>
    (await testNoisyClassifier(tf, {
      weights: trained,
      images: digits.images.slice(0, n * 784),
      labels: digits.labels.slice(0, n),
      sigma,
      seed: 4n,
    })) / n;
  const shares = [await share(0.1), await share(1), await share(3), await share(80)];
  assert.ok(shares[0] > 0.93 && shares[1] > 0.8, shares.join());
  assert.ok(shares[1] > shares[2] && shares[2] > shares[3] && shares[3] < 0.25, shares.join());
});

test.run();
