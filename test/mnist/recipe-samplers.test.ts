import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import type { Network } from "../../mnist/networks/network.ts";
import * as recipes from "../../mnist/recipes/index.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import { drawDigits } from "../../mnist/sample.ts";
import type { TrainedNetwork } from "../../mnist/weights-file.ts";
import { fillNormals, fillUniforms } from "../../src/noise/draw.ts";
import { type Purpose, purposes } from "../../src/noise/purposes.ts";
import { catches } from "../support.ts";

// Each recipe's sampler beside its loop as it was published, written out here in plain numbers.

const tf = await wasmBackend();
const pixels = 784;
const count = 2;
const seed = 5n;
type Numbers = Float64Array;

/** What a network without weights says of a pixel at a noise level: about the noise. */
const F = (x: number, c: number): number => 0.8 * x + 0.1 * Math.sin(3 * x) - 0.1 * c;

/** The same as tensors, or its negative: a score network is one of minus the noise. */
const network = (sign: 1 | -1): Network => ({
  parameters: [],
  apply: (_, x, condition) =>
    tf.tidy(() => {
      const c: Tensor = tf.reshape(condition, [-1, 1]);
      const noise = tf.sub(tf.add(tf.mul(x, 0.8), tf.mul(tf.sin(tf.mul(x, 3)), 0.1)), tf.mul(c, 0.1));
      return tf.mul(noise, sign) as Tensor2D;
    }),
});

function trained(recipe: Recipe): TrainedNetwork {
  const sign = recipe.prediction.name === "noise" ? 1 : -1;
  return { recipe, spec: recipe.training.network, network: network(sign), weights: new Float32Array() };
}

async function drawn(recipe: Recipe, steps?: number, settings?: Record<string, number>): Promise<Numbers> {
  const request = { seed, count, label: () => 10, guidance: 0, batch: count, steps, settings };
  for await (const { images } of drawDigits(tf, trained(recipe), request)) return Float64Array.from(images);
  throw new Error("no batch");
}

const normals = (purpose: Purpose, step = 0, draw = 0): Numbers => {
  const z = new Float64Array(count * pixels);
  fillNormals(z, { seed, purpose, first: 0, width: pixels, step, draw });
  return z;
};
const start = (deviation: number): Numbers => normals(purposes.startNormal).map((z) => deviation * z);

/** t_i = linspace(1, 1e-5, N); x_mean = x - (f x - g^2 s) dt, x = x_mean + g sqrt(dt) z; the last x_mean. */
function loop(
  N: number,
  prior: number,
  f: (t: number) => number,
  g: (t: number) => number,
  score: (x: number, t: number) => number,
  noiseAtTheEnd = false,
): Numbers {
  let x = start(prior);
  for (let i = 0; i < N; i++) {
    const t = 1 + (i / (N - 1)) * (1e-5 - 1);
    const mean = x.map((v) => v - (f(t) * v - g(t) ** 2 * score(v, t)) / N);
    if (i === N - 1 && !noiseAtTheEnd) return mean;
    const z = normals(purposes.increment, i);
    x = mean.map((v, k) => v + g(t) * Math.sqrt(1 / N) * z[k]);
  }
  return x;
}

/** To float32's rounding over the loop, in units of the largest number. */
function agree(actual: Numbers, expected: Numbers, tolerance = 2e-4): void {
  const size = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...actual.map((v, k) => Math.abs(v - expected[k]))) / size;
  assert.ok(worst < tolerance, `differs by ${worst} of ${size}`);
}

const beta = (t: number): number => 0.1 + 19.9 * t;
const B = (t: number): number => 0.1 * t + (19.9 * t * t) / 2;

test("ve: the lecture's loop, s = network(x / sqrt(1 + sigma^2), t) / sigma, to its last mean", async () => {
  const sigma = (t: number) => 0.01 * 5000 ** t;
  const score = (x: number, t: number) => -F(x / Math.hypot(1, sigma(t)), t) / sigma(t);
  const g = (t: number) => sigma(t) * Math.sqrt(2 * Math.log(5000));
  const found = await drawn(recipes.ve, 60);
  agree(
    found,
    loop(60, 50, () => 0, g, score),
  );
  catches("noise at the last step", () =>
    agree(
      found,
      loop(60, 50, () => 0, g, score, true),
    ),
  );
  catches("the flow's half score", () =>
    agree(
      found,
      loop(
        60,
        50,
        () => 0,
        g,
        (x, t) => score(x, t) / 2,
      ),
    ),
  );
});

test("vp and sub-vp: the same loop with s = -network / sigma", async () => {
  const vp = (t: number) => Math.sqrt(-Math.expm1(-B(t)));
  const sub = (t: number) => -Math.expm1(-B(t));
  const f = (t: number) => -beta(t) / 2;
  const told = (t: number, sigma: number) => Math.hypot(Math.exp(-B(t) / 2), sigma);
  // at t = 1e-5 sigma is 1e-3 and 1e-6: beside the image, float32 keeps few digits of such noise
  agree(
    await drawn(recipes.vp, 60),
    loop(
      60,
      1,
      f,
      (t) => Math.sqrt(beta(t)),
      (x, t) => -F(x, t) / vp(t),
    ),
    1e-3,
  );
  const g = (t: number) => Math.sqrt(beta(t) * -Math.expm1(-2 * B(t)));
  const found = await drawn(recipes.subVp, 300);
  agree(
    found,
    loop(300, 1, f, g, (x, t) => -F(x / told(t, sub(t)), t) / sub(t)),
    1e-3,
  );
  catches("the variance of vp", () =>
    agree(
      found,
      loop(300, 1, f, g, (x, t) => -F(x / told(t, vp(t)), t) / vp(t)),
      1e-3,
    ),
  );
});

test("ddpm: 300 ancestral steps with variance beta_t, none at the last", async () => {
  const T = 300;
  const b = (t: number) => 1e-4 + (t / (T - 1)) * (0.02 - 1e-4);
  const bar = new Float64Array(T);
  for (let t = 0; t < T; t++) bar[t] = (t === 0 ? 1 : bar[t - 1]) * (1 - b(t));
  const ancestral = (variance: (t: number) => number): Numbers => {
    let x = start(1);
    for (let t = T - 1; t >= 0; t--) {
      const z = normals(purposes.normal, T - 1 - t);
      const noise = t === 0 ? 0 : Math.sqrt(variance(t));
      const c = b(t) / Math.sqrt(1 - bar[t]);
      x = x.map((v, k) => (v - c * F(v, t / T)) / Math.sqrt(1 - b(t)) + noise * z[k]);
    }
    return x;
  };
  const found = await drawn(recipes.ddpm);
  agree(found, ancestral(b));
  catches("variance beta-tilde", () =>
    agree(
      found,
      ancestral((t) => (b(t) * (1 - bar[t - 1])) / (1 - bar[t])),
    ),
  );
});

test("ncsn: from U[0, 1], Langevin steps of eps = 4e-5 (sigma / 0.01)^2 at each of ten levels from 1 to 0.01", async () => {
  const [levels, corrections] = [10, 5];
  const x = new Float64Array(count * pixels);
  fillUniforms(x, { seed, purpose: purposes.startUniform, first: 0, width: pixels, step: 0, draw: 0 });
  for (let i = 0; i < levels; i++) {
    const sigma = 0.01 ** (i / (levels - 1));
    const eps = 4e-5 * (sigma / 0.01) ** 2;
    for (let n = 0; n < corrections; n++) {
      const z = normals(purposes.normal, i, n);
      for (let k = 0; k < x.length; k++) {
        const s = -F(x[k] / Math.hypot(1, sigma), 1 - i / (levels - 1)) / sigma;
        x[k] += (eps / 2) * s + Math.sqrt(eps) * z[k];
      }
    }
  }
  agree(await drawn(recipes.ncsn, undefined, { corrections }), x);
});

test("edm: Heun's method on Karras's grid, the last state denoised", async () => {
  const [N, rho, most, least] = [7, 7, 80, 0.002];
  const [m, s] = [recipes.edm.prediction.mean, 0.6162];
  const D = (x: number, sigma: number) => {
    const v = sigma ** 2 + s ** 2;
    const out = (sigma * s) / Math.sqrt(v);
    return m + (s ** 2 / v) * (x - m) + out * -F((x - m) / Math.sqrt(v), Math.log(sigma) / 4);
  };
  const level = (i: number) =>
    (most ** (1 / rho) + (i / N) * (least ** (1 / rho) - most ** (1 / rho))) ** rho;
  let x = start(most);
  for (let i = 0; i < N; i++) {
    const [a, b] = [level(i), level(i + 1)];
    x = x.map((v) => {
      const d = (v - D(v, a)) / a;
      const y = v + (b - a) * d;
      return v + (b - a) * 0.5 * (d + (y - D(y, b)) / b);
    });
  }
  const found = await drawn(recipes.edm, N);
  agree(
    found,
    x.map((v) => D(v, least)),
  );
  catches("another grid", () => agree(found, start(most)));
});

test("another solver starts at the prior and ends at the recipe's last noise level, with any recipe", async () => {
  for (const recipe of Object.values(recipes)) {
    const label = () => (recipe.labels === "given" ? 3 : 10);
    const request = { seed, count: 1, label, guidance: 0, batch: 1, steps: 8 };
    for (const solver of ["dpm-solver-2m", "ddim", "heun"]) {
      for await (const { images } of drawDigits(tf, trained(recipe), { ...request, solver }))
        assert.ok(images.every(Number.isFinite), `${recipe.name} by ${solver}`);
    }
  }
});

test.run();
