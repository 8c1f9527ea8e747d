import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { adamState } from "../../../mnist/adam.ts";
import { loadBackend } from "../../../mnist/backends/load-backend.ts";
import { networkOf } from "../../../mnist/networks/network-of.ts";
import { initialWeights } from "../../../mnist/weights.ts";
import { noised, schedule } from "../../../sims/course/examples/forward-noising.ts";
import { sample } from "../../../sims/course/examples/sampler.ts";
import { trainingStep } from "../../../sims/course/examples/training-step.ts";
import { catches, checkMean, checkVariance, near, seeded } from "../../support.ts";
import { emptyFolder } from "../command.ts";

const folder = fileURLToPath(new URL("../../../sims/course/examples/", import.meta.url));
const tf = await loadBackend({ name: "wasm" });

function output(name: string, cwd: string, ...args: string[]): string {
  const env = {
    ...process.env,
    TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)),
  };
  const node = ["--import", import.meta.resolve("tsx"), join(folder, name), ...args];
  return execFileSync(process.execPath, node, { cwd, env, encoding: "utf8" });
}

test("each fits a slide: at most 25 lines, all of them below 200", () => {
  const lengths = readdirSync(folder).map(
    (name) => readFileSync(join(folder, name), "utf8").trim().split("\n").length,
  );
  assert.is(lengths.length, 5);
  assert.ok(
    lengths.every((n) => n <= 25),
    `${lengths}`,
  );
  assert.ok(lengths.reduce((a, b) => a + b) < 200);
});

test("the update settles at the variance of its closed form", () => {
  const [, variance, expected] =
    /variance (\S+), expected (\S+)/.exec(output("langevin-update.ts", folder)) ?? [];
  const error = Number(expected) * Math.sqrt(2 / 20_000);
  near(Number(variance), Number(expected), 6.1094 * error);
});

test("the noising shows three digits, and its noise is alpha and sigma of the schedule", () => {
  const rows = output("forward-noising.ts", folder).trimEnd().split("\n");
  assert.is(rows.length, 28);
  assert.ok(rows.every((row) => row.length === 84));
  const t = new Float64Array(40).fill(0.3);
  const { x, z } = noised(new Float32Array(40 * 784).fill(-1), t, 3, 5n);
  const held = (values: Float64Array) => {
    checkMean(values, -schedule.alpha(0.3), schedule.sigma(0.3) ** 2);
    checkVariance(values, schedule.sigma(0.3) ** 2, -schedule.alpha(0.3));
  };
  held(x);
  catches("half the noise", () => held(x.map((xi, i) => xi - (schedule.sigma(0.3) / 2) * z[i])));
});

test("training steps lower the loss of a small network", async () => {
  const network = networkOf({ name: "simple", size: { channels: [8, 8] } });
  const state = adamState(initialWeights(network.parameters, 1n));
  const losses: number[] = [];
  for (let k = 0; k < 40; k++) {
    losses.push(await trainingStep({ tf, network, state }, new Float32Array(8 * 784).fill(-1), 1n));
  }
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss / part.length, 0);
  assert.ok(mean(losses.slice(-5)) < 0.7 * mean(losses.slice(0, 5)), `${losses}`);
});

seeded(
  "the sampler leaves pixels that are N(0, 1) when it is told their exact noise, and no tensor behind",
  async (seed) => {
    // data N(0, 1) stays so under the schedule: the score is -x and the noise sigma x
    const told = (factor: number) => ({
      parameters: [],
      apply: (_: unknown, x: ReturnType<typeof tf.tensor2d>, t: ReturnType<typeof tf.tensor1d>) =>
        tf.mul<typeof x>(x, factor * schedule.sigma(t.dataSync()[0])),
    });
    const draw = async (factor: number) =>
      Float64Array.from(
        await sample({ tf, network: told(factor), state: adamState(new Float32Array(0)) }, 8, 100, seed),
      );
    const before = tf.memory().numTensors;
    const x = await draw(1);
    assert.ok(tf.memory().numTensors <= before + 3);
    // Euler-Maruyama on 100 equal steps leaves a bias of a few per cent
    const held = (values: Float64Array) => {
      checkMean(values, 0);
      const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
      near(variance, 1, 0.15);
    };
    held(x);
    const wrong = await draw(0.5);
    catches("half the score", () => held(wrong));
  },
);

test("together they train, draw, and write a page of digits", () => {
  const cwd = emptyFolder();
  assert.match(output("diffusion-on-mnist.ts", cwd, "1", "2"), /^step 0: loss \d\.\d{4}$/m);
  assert.ok(existsSync(join(cwd, "digits.html")));
});

test.run();
