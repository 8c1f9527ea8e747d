import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { nearestImages } from "../../mnist/nearest-images.ts";
import { fillUniforms } from "../../src/noise/draw.ts";
import { near, seeded } from "../support.ts";

const tf = await wasmBackend();
const pixels = 784;

seeded("the nearest of other images is the one that a plain search finds, across blocks", async (seed) => {
  const [n, m] = [7, 4100];
  const u = new Float64Array((n + m) * pixels);
  fillUniforms(u, { seed, purpose: 3, first: 0, width: pixels, step: 0, draw: 0 });
  const others = Uint8Array.from(u.subarray(n * pixels), (v) => Math.floor(256 * v));
  const images = Float32Array.from(u.subarray(0, n * pixels));
  for (const [i, j] of [
    [0, 0],
    [1, 4099],
    [2, 4000],
  ]) {
    for (let k = 0; k < pixels; k++) images[i * pixels + k] = others[j * pixels + k] / 255;
  }
  const before = tf.memory().numTensors;
  const found = await nearestImages(tf, images, others);
  assert.is(tf.memory().numTensors, before);
  for (let i = 0; i < n; i++) {
    let [least, best] = [Number.POSITIVE_INFINITY, -1];
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let k = 0; k < pixels; k++) sum += (images[i * pixels + k] - others[j * pixels + k] / 255) ** 2;
      if (sum < least) [least, best] = [sum, j];
    }
    assert.is(found.indices[i], best);
    near(found.distances[i], Math.sqrt(least), 1e-5);
  }
  assert.equal([...found.indices.subarray(0, 3)], [0, 4099, 4000]);
  assert.equal([...found.distances.subarray(0, 3)], [0, 0, 0]);
});

test.run();
