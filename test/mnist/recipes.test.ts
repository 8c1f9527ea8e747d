import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type Digits, pixels } from "../../mnist/data.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import * as recipes from "../../mnist/recipes/index.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import { examplesOf } from "../../mnist/score-matching.ts";
import { stepsPerEpoch } from "../../mnist/shards.ts";
import { validationLosses, validationTimes } from "../../mnist/validation.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { fillNormals, fillUniforms } from "../../src/noise/draw.ts";
import { purposes } from "../../src/noise/purposes.ts";
import { catches, checkDistribution, checkMean, near, normalCdf, seeded } from "../support.ts";

const { ve, veConditional, ddpm, vp, subVp, ncsn, edm, classroom } = recipes;

/** Stripes of ink. */
const digits: Digits = {
  count: 12,
  images: Uint8Array.from({ length: 12 * pixels }, (_, k) => (k * 37) % 256),
  labels: Uint8Array.from({ length: 12 }, (_, k) => k % 10),
};
const seed = 5n;
const step = 3;
const indices = Uint32Array.from([2, 7, 11]);
const shard = {
  seed,
  step,
  indices,
  images: Uint8Array.from(
    [...indices].flatMap((n) => [...digits.images.subarray(n * pixels, (n + 1) * pixels)]),
  ),
  labels: Uint8Array.from(indices, (n) => digits.labels[n]),
};

/** Stands for the network: any function of a pixel and of what is told of the noise. */
const net = (x: number, told: number): number => Math.sin(3 * x + 2 * told) - 0.4 * x;

type Fill = typeof fillNormals;
/** The numbers of image n in this step. */
const draw = (fill: Fill, n: number, purpose: keyof typeof purposes, width: number): Float64Array => {
  const out = new Float64Array(width);
  fill(out, { seed, step, first: n, draw: 0, purpose: purposes[purpose], width });
  return out;
};

/** The loss of a step as a publication or a lecture writes it: the error of a pixel p, 0 to 255, with the noise z, at u. */
type Written = (at: { p: number; z: number; u: number; uz: number; dequantise: number }) => number;

const clean = (p: number): number => 2 * (p / 255) - 1;

const veLoss: Written = ({ p, z, u }) => {
  const t = 1e-5 + u * (1 - 1e-5);
  const sigma = 0.01 * 5000 ** t;
  const s = (x: number): number => net(x / Math.sqrt(1 + sigma ** 2), t) / sigma;
  return (sigma * s(clean(p) + sigma * z) + z) ** 2;
};

const ddpmLoss: Written = ({ p, z: eps, u }) => {
  const t = Math.floor(300 * u); // 0 to 299
  let alphaBar = 1;
  for (let j = 0; j <= t; j++) alphaBar *= 1 - (1e-4 + (j / 299) * (0.02 - 1e-4));
  return (eps - net(Math.sqrt(alphaBar) * clean(p) + Math.sqrt(1 - alphaBar) * eps, t / 300)) ** 2;
};

const alphaVp = (t: number): number => Math.exp(-(0.1 * t + (19.9 * t * t) / 2) / 2);
const vpLoss =
  (deviation: (alpha: number) => number): Written =>
  ({ p, z, u }) => {
    const t = 1e-5 + u * (1 - 1e-5);
    const [alpha, sigma] = [alphaVp(t), deviation(alphaVp(t))];
    const s = (x: number): number => -net(x / Math.hypot(alpha, sigma), t) / sigma;
    return (sigma * s(alpha * clean(p) + sigma * z) + z) ** 2;
  };

const ncsnLoss: Written = ({ p, z, u, dequantise }) => {
  const i = 9 - Math.floor(10 * u);
  const sigma = 100 ** (-i / 9); // 1 to 0.01
  const x0 = (p + dequantise) / 256;
  const x = x0 + sigma * z;
  const s = net(x / Math.sqrt(1 + sigma ** 2), 1 - i / 9) / sigma;
  return sigma ** 2 * (s + (x - x0) / sigma ** 2) ** 2;
};

const edmLoss: Written = ({ p, z, uz }) => {
  const sigma = Math.exp(-0.5 + 1.2 * uz);
  const [m, s] = [-0.7387, 0.6162];
  const y = clean(p) + sigma * z - m;
  const total = sigma ** 2 + s ** 2;
  const F = net(y / Math.sqrt(total), Math.log(sigma) / 4);
  const D = m + (s ** 2 / total) * y + ((sigma * s) / Math.sqrt(total)) * F;
  return (total / (sigma * s) ** 2) * (D - clean(p)) ** 2; // lambda(sigma) |D - x|^2
};

const written: readonly (readonly [Recipe, Written])[] = [
  [ve, veLoss],
  [veConditional, veLoss],
  [ddpm, ddpmLoss],
  [vp, vpLoss((alpha) => Math.sqrt(1 - alpha ** 2))],
  [subVp, vpLoss((alpha) => 1 - alpha ** 2)],
  [ncsn, ncsnLoss],
  [edm, edmLoss],
  [classroom, edmLoss],
];

/** The mean over pixels and batch of what is written, on the images and noise of the step. */
function lossWritten(loss: Written): number {
  let sum = 0;
  for (const n of indices) {
    const [u] = draw(fillUniforms, n, "noiseLevel", 1);
    const [uz] = draw(fillNormals, n, "noiseLevel", 1);
    const z = draw(fillNormals, n, "trainingNoise", pixels);
    const more = draw(fillUniforms, n, "dequantisation", pixels);
    for (let j = 0; j < pixels; j++)
      sum += loss({ p: digits.images[n * pixels + j], z: z[j], u, uz, dequantise: more[j] });
  }
  return sum / (indices.length * pixels);
}

/** The loss that training computes: the mean of (F - target)^2. */
function lossOf(recipe: Recipe): number {
  const { inputs, noise, targets } = examplesOf(recipe, shard);
  return inputs.reduce(
    (sum, x, k) => sum + (net(x, noise[Math.floor(k / pixels)]) - targets[k]) ** 2 / inputs.length,
    0,
  );
}

test("every recipe has its loss written out here", () => {
  assert.equal(
    written.map(([recipe]) => recipe.name).sort(),
    Object.values<Recipe>(recipes)
      .map(({ name }) => name)
      .sort(),
  );
});

for (const [recipe, loss] of written) {
  test(`${recipe.name}: the loss of a step is the published one, on the same images, times and noise`, () => {
    const expected = lossWritten(loss);
    near(lossOf(recipe), expected, 2e-5 * expected);
    catches("the noise of another sign", () =>
      near(
        lossOf(recipe),
        lossWritten((at) => loss({ ...at, z: -at.z })),
        2e-5 * expected,
      ),
    );
    catches("another time", () =>
      near(
        lossOf(recipe),
        lossWritten((at) => loss({ ...at, u: 1 - at.u, uz: -at.uz })),
        2e-5 * expected,
      ),
    );
  });
}

test("the lectures' runs: 469 updates an epoch, plain Adam, no average, no clipping", () => {
  assert.is(stepsPerEpoch(60_000, 128), 469);
  for (const recipe of [ve, veConditional, ddpm]) {
    const { batch, betas, warmUp, fall, clip, memory } = recipe.training;
    assert.equal([batch, ...betas, warmUp, fall, clip, memory], [128, 0.9, 0.999, 1, 0, Infinity, 0]);
  }
  assert.equal([ve.training.length, ve.training.rate], [{ epochs: 4 }, 1e-3]);
  assert.equal([ddpm.training.length, ddpm.training.rate], [{ epochs: 5 }, 2e-4]);
  assert.equal([ve.labels, veConditional.labels, ddpm.labels], ["none", "given", "none"]);
});

test("the lectures' samplers: grids, starts and pages", () => {
  const { sampling } = ve;
  assert.equal(
    [ve.schedule.prior, sampling.steps, sampling.lecture, sampling.denoise],
    [50, 1000, true, false],
  );
  assert.equal([sampling.rows, sampling.columns], [4, 5]);
  const grid = ddpm.sampling.grid(300);
  assert.equal([grid.length, grid[0], grid[1], grid[300]], [301, 300, 299, 0]);
  assert.equal([ddpm.sampling.settings, ddpm.sampling.rows, ddpm.sampling.columns], [{ variance: 1 }, 4, 4]);
  const levels = ncsn.sampling.grid(10);
  const sigmas = [...levels].slice(0, 10).map(ncsn.schedule.sigma);
  sigmas.forEach((sigma, i) => {
    near(sigma, 100 ** (-i / 9), 1e-12);
    near((ncsn.sampling.settings?.ratio ?? 0) * sigma ** 2, 4e-5 * (sigma / 0.01) ** 2, 1e-12);
  });
  assert.equal(
    [levels.length, ncsn.sampling.settings?.corrections, ncsn.sampling.start],
    [11, 100, "uniform"],
  );
  assert.match(ddpm.notice ?? "", /alpha-bar_300 = 0\.048: .* 22 %/);
});

test("a recipe that is not there is refused, and the nearest is named", () => {
  assert.throws(() => recipeOf("ddmp"), /Did you mean "ddpm"/);
});

/** Two thousand examples of a recipe. */
const many = (recipe: Recipe, seed: bigint) => {
  const n = 2000;
  return examplesOf(recipe, {
    seed,
    step: 0,
    indices: Uint32Array.from({ length: n }, (_, k) => k),
    images: new Uint8Array(n * pixels),
    labels: Uint8Array.from({ length: n }, (_, k) => k % 10),
  });
};

seeded("times are those of the recipes: uniform, whole, or log-normal", (seed) => {
  const uniform = (x: number): number => Math.min(1, Math.max(0, x));
  const t = Float64Array.from(many(ve, seed).noise);
  checkDistribution(t, uniform);
  catches("times that crowd at 0", () =>
    checkDistribution(
      t.map((v) => v * v),
      uniform,
    ),
  );
  const whole = Float64Array.from(many(ddpm, seed).noise, (told) => told * 300);
  assert.ok(whole.every((i) => Math.abs(i - Math.round(i)) < 1e-4 && i > -0.5 && i < 299.5));
  checkMean(whole, 149.5, (300 ** 2 - 1) / 12);
  catches("a step more", () =>
    checkMean(
      whole.map((i) => 1.2 * i),
      149.5,
      (300 ** 2 - 1) / 12,
    ),
  );
  const levels = new Set(Array.from(many(ncsn, seed).noise, (told) => Math.round(9 * told)));
  assert.equal(
    [...levels].sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  const z = Float64Array.from(many(edm, seed).noise, (told) => (4 * told + 0.5) / 1.2);
  checkDistribution(z, normalCdf);
});

seeded("labels are told as the recipe has it", (seed) => {
  assert.ok(many(ve, seed).labels.every((label) => label === 10));
  assert.ok(many(veConditional, seed).labels.every((label, k) => label === k % 10));
  const dropped = Float64Array.from(many(edm, seed).labels, (label) => (label === 10 ? 1 : 0));
  checkMean(dropped, 0.1, 0.09);
  catches("no label dropped", () =>
    checkMean(
      dropped.map(() => 0),
      0.1,
      0.09,
    ),
  );
});

test("the validation loss has its own noise, the same each time, and leaves no tensor", async () => {
  const tf = await loadBackend({ name: "wasm" });
  const spec = { name: "digits", size: { channels: [8, 8], blocks: [0, 1, 0], embedding: 8 } };
  const network = networkOf(spec);
  for (const recipe of [edm, ncsn, ddpm]) {
    const times = validationTimes(recipe);
    assert.is(times.length, 10);
    assert.ok(times.every((t, k) => k === 0 || t > times[k - 1]));
    const trained = { recipe, spec, network, weights: initialWeights(network.parameters, 1n) };
    const before = tf.memory().numTensors;
    const losses = await validationLosses(tf, trained, digits);
    assert.is(tf.memory().numTensors, before);
    assert.equal(await validationLosses(tf, trained, digits), losses);
    // Before training this network says 0: its loss is the mean square of what it should say, which is noise in part.
    assert.ok(
      losses.every((loss) => loss > 0.3 && loss < 3),
      `${recipe.name}: ${losses}`,
    );
  }
});

test.run();
