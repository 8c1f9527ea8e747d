import type { Tensor2D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { energyChain, energyScore } from "../../mnist/energy-chain.ts";
import { type EnergyFit, energyStep, startOfEnergy } from "../../mnist/energy-fit.ts";
import { energyNetwork } from "../../mnist/energy-network.ts";
import { initialWeights, scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { lawOnGrid } from "../../sims/course/energy/law-on-grid.ts";
import { catches, checkMean, checkVariance, component, near, seeded } from "../support.ts";

const tf = await loadBackend({ name: "wasm" });

test("the score of an energy is its slope, by differences", async () => {
  const network = energyNetwork(16);
  const weights = initialWeights(network.parameters, 3n);
  const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, weights));
  const x = [0.3, -1.1, 1.7, 0.4];
  const energies = (points: number[]) =>
    network.apply(scope, tf.tensor2d(points, [points.length / 2, 2])).dataSync();
  const field = energyScore(network, scope);
  const score = field(0, tf.tensor2d(x, [2, 2]), tf.zeros([2, 2])).dataSync();
  const h = 1e-2;
  for (let i = 0; i < 4; i++) {
    const moved = (d: number) => energies(x.map((v, j) => (j === i ? v + d : v)))[i >> 1];
    near(score[i], -(moved(h) - moved(-h)) / (2 * h), 5e-3 * (1 + Math.abs(score[i])), `component ${i}`);
  }
});

seeded(
  "chains in |x|^2 / 2 settle at N(0, 1 / (1 - eps/4)): the core's own Langevin dynamics",
  async (seed) => {
    const quadratic = {
      parameters: [],
      apply: (_: unknown, x: Tensor2D): Tensor2D => tf.matMul(tf.square(x), tf.fill([2, 1], 0.5)),
    };
    const ends = async (eps: number) => {
      const steps = { eps, from: 0, count: 60, seed };
      return Float64Array.from(
        await energyChain(quadratic, scopeOf(tf, [], []), new Float32Array(8000), steps),
      );
    };
    const held = (x: Float64Array) => {
      for (const j of [0, 1]) {
        const xj = component(x, 2, j);
        checkMean(xj, 0);
        checkVariance(xj, 1 / (1 - 0.5 / 4));
      }
    };
    held(await ends(0.5));
    const wrong = await ends(1.5);
    catches("another step", () => held(wrong));
  },
);

test("a fit repeats itself, depends on its seed, and keeps its chains or does not", async () => {
  const fit: EnergyFit = {
    width: 8,
    chains: "persistent",
    steps: 2,
    eps: 0.03,
    updates: 3,
    rate: 1e-3,
    seed: 1n,
  };
  const points = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i));
  const run = async (asked: EnergyFit) => {
    const state = startOfEnergy(asked, 32);
    const before = tf.memory().numTensors;
    for (let k = 0; k < 3; k++) await energyStep(tf, asked, state, points);
    assert.is(tf.memory().numTensors, before, "nothing stays allocated");
    return state;
  };
  const one = await run(fit);
  assert.equal((await run(fit)).weights, one.weights);
  assert.not.equal((await run({ ...fit, seed: 2n })).weights, one.weights);
  assert.not.equal((await run({ ...fit, chains: "short" })).weights, one.weights);
});

test("a law on a grid is normalised, and has no divergence from itself", () => {
  const x = Float64Array.from({ length: 200 }, (_, i) => (i - 99.5) / 10);
  const logDensity = x.map((v) => (-v * v) / 2 - Math.log(2 * Math.PI) / 2);
  const own = lawOnGrid(
    logDensity.map((l) => 7 - l),
    logDensity,
    0.1,
  );
  near(own.p.reduce((a, b) => a + b) * 0.1, 1, 1e-12);
  near(own.divergence, 0, 1e-10);
  // KL(N(0, 1) || N(1, 1)) = 1/2
  near(
    lawOnGrid(
      x.map((v) => (v - 1) ** 2 / 2),
      logDensity,
      0.1,
    ).divergence,
    0.5,
    1e-8,
  );
});

test.run();
