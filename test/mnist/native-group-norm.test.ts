import type { Tensor, Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { addBias } from "../../mnist/layers/add-bias.ts";
import { groupNorm } from "../../mnist/layers/group-norm.ts";
import { nativeOperations } from "../../mnist/native/native-operations.ts";
import type { Tf } from "../../mnist/tf.ts";
import { probeBackend } from "../../sims/node/probe-backend.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { testWith } from "../chromium.ts";
import { catches, seedOf } from "../support.ts";

const [probe, missing] = await probeBackend("tensorflow").then(
  (probe) => [probe, ""] as const,
  (error: Error) => [undefined, error.message] as const,
);

type Numbers = readonly [values: Float32Array, shape: number[]];

const normal = (name: string, shape: number[], mean = 0): Numbers => {
  const values = new Float64Array(shape.reduce((product, n) => product * n, 1));
  fillNormals(values, { seed: seedOf(name), purpose: 2, first: 0, width: values.length, step: 0, draw: 0 });
  return [Float32Array.from(values, (v) => v + mean), shape];
};

/** A function and its gradient in all of its arguments, on a backend. */
async function both(tf: Tf, f: (tf: Tf, ...inputs: Tensor[]) => Tensor, inputs: readonly Numbers[]) {
  const before = tf.memory().numTensors;
  const { value, grads } = tf.tidy(() => {
    const tensors = inputs.map(([values, shape]) => tf.tensor(values, shape));
    const value = f(tf, ...tensors);
    const dy = tf.tensor(...normal("dy", value.shape));
    return { value, grads: tf.grads((...xs: Tensor[]) => f(tf, ...xs))(tensors, dy) };
  });
  const found = await Promise.all([value, ...grads].map((tensor) => tensor.data<"float32">()));
  tf.dispose([value, ...grads]);
  assert.is(tf.memory().numTensors, before, "live tensors");
  return found;
}

/** The largest difference in units of 1 + |expected|. */
const worst = (got: readonly Float32Array[], expected: readonly Float32Array[]): number =>
  Math.max(
    ...expected.map((e, k) => {
      assert.is(got[k].length, e.length);
      return e.reduce((w, v, i) => Math.max(w, Math.abs(v - got[k][i]) / (1 + Math.abs(v))), 0);
    }),
  );

async function compare(
  f: (tf: Tf, ...inputs: Tensor[]) => Tensor,
  inputs: readonly Numbers[],
): Promise<void> {
  const tf = await loadBackend(probe!.choice);
  assert.ok(nativeOperations(tf) !== undefined, "compiled into the binding");
  const got = await both(tf, f, inputs);
  await loadBackend({ name: "cpu" });
  assert.is(nativeOperations(tf), undefined);
  const expected = await both(tf, f, inputs);
  assert.ok(worst(got, expected) < 1e-4, `off by ${worst(got, expected)}`);
  catches("a channel that is off by a thousandth", () => {
    const wrong = got.map((values) => values.map((v, k) => (k === 1 ? v + 1e-3 * (1 + Math.abs(v)) : v)));
    assert.ok(worst(wrong, expected) < 1e-4);
  });
}

const testHere = (name: string, body: () => Promise<void>): void => testWith(probe, missing, name, body);

for (const [what, shape, groups, rows, mean] of [
  ["a scale for all samples", [3, 5, 4, 16], 2, 1, 0],
  ["each sample's own", [3, 5, 4, 16], 2, 3, 0],
  ["channels that are no multiple of a vector", [2, 3, 3, 9], 3, 2, 0],
  ["one sample, one group, one pixel", [1, 1, 1, 8], 1, 1, 0],
  ["more samples than threads", [67, 2, 2, 8], 8, 1, 0],
  ["a mean of ten standard deviations", [4, 7, 7, 16], 4, 1, 10],
] as const) {
  for (const silu of [true, false]) {
    testHere(`the compiled group norm is the composed one: ${what}${silu ? ", SiLU" : ""}`, async () => {
      const [n, , , channels] = shape;
      const row = (name: string) => normal(name, rows === 1 ? [channels] : [n, channels]);
      await compare(
        (tf, x, shift, gamma, beta) => groupNorm(tf, x as Tensor4D, { shift, gamma, beta, groups, silu }),
        [normal("x", [...shape], mean), normal("shift", [n, channels]), row("gamma"), row("beta")],
      );
    });
  }
}

testHere("the compiled sum is the composed one", async () => {
  for (const [shape, channels] of [
    [[3, 5, 4, 7], 7],
    [[16, 14, 14, 48], 48],
  ] as const) {
    await compare(
      (tf, x, bias, residual) => addBias(tf, x as Tensor4D, bias as Tensor1D, residual as Tensor4D),
      [normal("x", [...shape]), normal("bias", [channels]), normal("residual", [...shape])],
    );
  }
});

testHere("shapes that do not go together are refused", async () => {
  const tf = await loadBackend(probe!.choice);
  const run = nativeOperations(tf)!;
  const x = tf.ones([2, 3, 3, 8]);
  const how = { groups: 2, silu: true };
  const row = tf.ones([8]);
  const each = tf.ones([2, 8]);
  assert.throws(
    () => run("LangevinGroupNorm", { ...how, groups: 3 }, [x, each, row, row], 3),
    /multiple of groups/,
  );
  assert.throws(() => run("LangevinGroupNorm", how, [x, row, row, row], 3), /shift needs the shape \[N, C\]/);
  assert.throws(() => run("LangevinGroupNorm", how, [x, each, tf.ones([4]), row], 3), /\[C\] or \[N, C\]/);
  assert.throws(() => run("LangevinGroupNorm", how, [each, each, row, row], 3), /\[N, H, W, C\]/);
  assert.throws(() => run("LangevinAdd", {}, [x, tf.ones([5]), x], 1), /same shape/);
});

test.run();
