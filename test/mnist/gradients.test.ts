import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { groupNorm } from "../../mnist/layers/group-norm.ts";
import { oneHot } from "../../mnist/layers/one-hot.ts";
import { upsample } from "../../mnist/layers/upsample.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { catches, seedOf } from "../support.ts";

await loadBackend({ name: "cpu" });
const tf = await wasmBackend();

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Independent normals; the seed is that of the name. */
function normal(name: string, shape: number[]): Tensor {
  const values = new Float64Array(size(shape));
  fillNormals(values, { seed: seedOf(name), purpose: 2, first: 0, width: values.length, step: 0, draw: 0 });
  return tf.tensor(Float32Array.from(values), shape);
}

const total = (x: Tensor): number => x.dataSync<"float32">().reduce((sum, v) => sum + v, 0);

/**
 * The derivative of sum(c f(x)) along a random direction, by the gradient and by a difference of values in which all but the
 * two sums over f is float64.
 */
function slopes(
  name: string,
  f: (x: Tensor) => Tensor,
  x: Tensor,
  h = 1e-2,
): [gradient: number, difference: number] {
  const c = normal(`${name} c`, f(x).shape);
  const d = normal(`${name} d`, x.shape);
  const g = tf.grad((y) => tf.mul(tf.mean(tf.mul(f(y), c)), c.size))(x);
  const at = (s: number) => total(tf.mul(f(tf.add(x, tf.mul(d, s))), c));
  return [total(tf.mul(g, d)), (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)];
}

function checkSlope(name: string, f: (x: Tensor) => Tensor, x: Tensor, h?: number): void {
  const [gradient, difference] = slopes(name, f, x, h);
  const error = Math.abs(gradient - difference) / (1 + Math.abs(difference));
  assert.ok(error < 3e-3, `${name}: gradient ${gradient}, difference ${difference}`);
}

const image = normal("image", [3, 6, 8, 4]);
const square = normal("square", [3, 4]);

const cases: Record<string, [f: (x: Tensor) => Tensor, x: Tensor]> = {
  add: [(x) => tf.add(image, x), normal("add", [4])],
  sub: [(x) => tf.sub(image, x), normal("sub", [3, 1, 1, 4])],
  mul: [(x) => tf.mul(image, x), normal("mul", [6, 1, 1])],
  "a square": [(x) => tf.square(x), image],
  sigmoid: [(x) => tf.sigmoid(x), image],
  reshape: [(x) => tf.square(tf.reshape(x, [18, 32])), image],
  transpose: [(x) => tf.square(tf.transpose(x, [2, 0, 3, 1])), image],
  mean: [(x) => tf.square(tf.mean(x, [1, 3])), image],
  "a piece of several": [(x) => tf.square(tf.concat([image, x, image], 2)), normal("piece", [3, 6, 2, 4])],
  softmax: [(x) => tf.softmax(tf.mul(x, 2)), square],
  "a batch of matrix products, left": [
    (x) => tf.matMul(x, normal("rights", [3, 4, 2])),
    normal("lefts", [3, 5, 4]),
  ],
  "a batch of matrix products, right": [
    (x) => tf.matMul(normal("lefts", [3, 5, 4]), x),
    normal("rights", [3, 4, 2]),
  ],
  "pixels that become squares": [(x) => tf.square(upsample(tf, x as Tensor4D)), image],
  "a matrix product, left": [(x) => tf.matMul(x, normal("right", [4, 5])), square],
  "a matrix product, right": [(x) => tf.matMul(normal("left", [6, 3]), x), square],
};
for (const [name, [f, x]] of Object.entries(cases)) {
  test(`the gradient of ${name} is a difference's limit`, () => checkSlope(name, f, x));
}

test("relu lets through what is positive", () => {
  const g = tf.grad((x) => tf.mean(tf.mul(tf.relu(x), tf.tensor1d([1, 2, 3, 4]))))(
    tf.tensor1d([-1, 2, -3, 4]),
  );
  assert.equal([...g.dataSync()], [0, 0.5, 0, 1]);
});

const convolutions: [kernel: [number, number], stride: [number, number], pad: "same" | "valid"][] = [
  [[3, 3], [1, 1], "same"],
  [[3, 3], [1, 1], "valid"],
  [[1, 1], [1, 1], "same"],
  [[2, 4], [1, 1], "same"],
  [[5, 3], [1, 1], "same"],
  [[3, 3], [2, 2], "same"],
  [[3, 3], [2, 2], "valid"],
  [[2, 2], [2, 2], "same"],
  [[2, 3], [3, 2], "valid"],
  [[1, 1], [2, 2], "same"],
];
for (const [kernel, stride, pad] of convolutions) {
  const what = `${kernel.join(" x ")}, stride ${stride.join(" x ")}, ${pad}`;

  test(`the gradients of a convolution, ${what}, are a difference's limit`, () => {
    const w = normal(`w ${what}`, [...kernel, 4, 5]) as Tensor4D;
    checkSlope(`input ${what}`, (x) => tf.conv2d(x as Tensor4D, w, stride, pad), image);
    checkSlope(`filter ${what}`, (w) => tf.conv2d(image as Tensor4D, w as Tensor4D, stride, pad), w);
  });

  test(`the gradients of a convolution, ${what}, are the plain backend's`, async () => {
    const w = normal(`w ${what}`, [...kernel, 4, 5]) as Tensor4D;
    const dy = normal(`dy ${what}`, tf.conv2d(image as Tensor4D, w, stride, pad).shape);
    const common = { strides: stride, pad, dataFormat: "NHWC" };
    await sameOnCpu("Conv2DBackpropFilter", { x: image, dy }, { ...common, filterShape: w.shape });
    await sameOnCpu("Conv2DBackpropInput", { dy, filter: w }, { ...common, inputShape: image.shape });
  });
}

/** Runs a kernel on wasm and on the plain JavaScript backend. */
async function sameOnCpu(kernel: string, inputs: NamedTensorMap, attrs: object): Promise<void> {
  const run = () =>
    (tf.engine().runKernel(kernel, inputs, attrs as NamedAttrMap) as Tensor).dataSync<"float32">();
  const got = run();
  await tf.setBackend("cpu");
  const expected = run();
  await tf.setBackend("wasm");
  const worst = expected.reduce((w, e, k) => Math.max(w, Math.abs(e - got[k]) / (1 + Math.abs(e))), 0);
  assert.is(got.length, expected.length);
  assert.ok(worst < 1e-4, `${kernel} is off by ${worst}`);
}

test("a filter gradient with the taps in the wrong order is caught", () => {
  catches("taps in the wrong order", () => {
    const w = normal("taps", [3, 3, 4, 5]) as Tensor4D;
    const right = tf.grad((w) => tf.mean(tf.conv2d(image as Tensor4D, w as Tensor4D, 1, "same")))(w);
    const wrong = tf.reverse(right, [0]);
    assert.equal([...wrong.dataSync()], [...right.dataSync()]);
  });
});

test("one-hot rows are ones, where the backend's own are the bits of an integer", () => {
  assert.equal([...oneHot(tf, tf.tensor1d([2, 0]), 3).dataSync()], [0, 0, 1, 1, 0, 0]);
});

const gamma = normal("gamma", [3, 16]) as never;
const beta = normal("beta", [3, 16]) as never;
const wide = normal("wide", [3, 5, 4, 16]) as Tensor4D;

test("group norm and SiLU is the textbook's formula", () => {
  const groups = 2;
  const y = groupNorm(tf, wide, { gamma, beta, groups, silu: true });
  const grouped = tf.reshape(wide, [3, 20, groups, 8]);
  const { mean, variance } = tf.moments(grouped, [1, 3], true);
  const normalised = tf.reshape(tf.div(tf.sub(grouped, mean), tf.sqrt(tf.add(variance, 1e-5))), wide.shape);
  const u = tf.add(tf.mul(normalised, tf.reshape(gamma, [3, 1, 1, 16])), tf.reshape(beta, [3, 1, 1, 16]));
  const expected = tf.mul(u, tf.sigmoid(u)).dataSync<"float32">();
  const worst = y.dataSync<"float32">().reduce((w, v, k) => Math.max(w, Math.abs(v - expected[k])), 0);
  assert.ok(worst < 1e-5, `off by ${worst}`);
});

test("the gradients of group norm and SiLU are a difference's limit", () => {
  for (const silu of [true, false]) {
    const how = { gamma, beta, groups: 2, silu };
    checkSlope("x of the norm", (x) => groupNorm(tf, x as Tensor4D, how), wide);
    checkSlope(
      "shift of the norm",
      (shift) => groupNorm(tf, wide, { ...how, shift }),
      normal("shift", [3, 16]),
    );
    checkSlope("gamma of the norm", (gamma) => groupNorm(tf, wide, { ...how, gamma }), gamma);
    checkSlope("beta of the norm", (beta) => groupNorm(tf, wide, { ...how, beta }), normal("beta", [16]));
  }
});

test.run();
