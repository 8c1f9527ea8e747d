import { test } from "uvu";
import * as assert from "uvu/assert";
import { functions } from "../../../src/engine/wgsl/functions.ts";
import { random } from "../../../src/engine/wgsl/random.ts";
import { boxMuller, uniform } from "../../../src/noise/box-muller.ts";
import { philox } from "../../../src/noise/philox.ts";
import { catches } from "../../support.ts";
import { computeInPage, testOnGpu } from "./gpu-page.ts";
import { shader } from "./shader.ts";

/** Words that do not repeat: a counter through the generator. */
function someWords(count: number): Uint32Array<ArrayBuffer> {
  const words = new Int32Array(4 * Math.ceil(count / 4));
  for (let i = 0; i < words.length; i += 4) philox(7, 8, i, 0, 0, 0, words, i);
  return new Uint32Array(words.buffer, 0, count);
}

const count = 65536;
const philoxCode = `let k = vec2u(given[6u * i], given[6u * i + 1u]);
let c = vec4u(given[6u * i + 2u], given[6u * i + 3u], given[6u * i + 4u], given[6u * i + 5u]);
let w = philox(k, c);
for (var j = 0u; j < 4u; j++) { out[4u * i + j] = w[j]; }`;

function sameWords(got: Uint32Array, given: Uint32Array): void {
  const expected = new Int32Array(got.length);
  for (let i = 0; i < got.length / 4; i++) {
    const [k0, k1, ...c] = given.subarray(6 * i, 6 * i + 6);
    philox(k0, k1, c[0], c[1], c[2], c[3], expected, 4 * i);
  }
  assert.is(
    got.findIndex((w, i) => w !== expected[i] >>> 0),
    -1,
  );
}

testOnGpu("words are those of src/noise to the bit, for any key and counter", async () => {
  const given = someWords(6 * count);
  sameWords(await computeInPage(shader(philoxCode), given, count, 4 * count), given);
});

testOnGpu("another carry between the halves of a product is caught", async () => {
  const given = someWords(6 * 64);
  const planted = random.replace("let u = (t & 0xffffu) + al * bh;", "let u = t + al * bh;");
  assert.is.not(planted, random);
  const got = await computeInPage(shader(philoxCode, functions + planted), given, 64, 4 * 64);
  catches("a carry", () => sameWords(got, given));
});

/** Words at which rounding to 24 bits may go wrong, then others. */
function levels(): Uint32Array<ArrayBuffer> {
  const words = someWords(count);
  const edges = [0, 1, 2, 3];
  for (let e = 1; e <= 32; e++) {
    for (let below = -300; below <= 300; below++) edges.push(2 ** e + below, 1.5 * 2 ** e + below);
  }
  words.set(edges.filter((w) => w >= 0 && w < 2 ** 32));
  return words;
}

testOnGpu("uniforms are those of src/noise exactly, and lie in (0, 1)", async () => {
  const words = levels();
  const got = new Float32Array(
    (await computeInPage(shader("out[i] = bitcast<u32>(uniformOf(given[i]));"), words, count, count)).buffer,
  );
  assert.is(
    got.findIndex((u, i) => u !== uniform(words[i] | 0)),
    -1,
  );
  assert.ok(got.every((u) => u > 0 && u < 1));
});

testOnGpu("normals are within 6e-7 of their radius of those of src/noise", async () => {
  const words = levels();
  const code = `let z = boxMuller(given[2u * i], given[2u * i + 1u]);
out[2u * i] = bitcast<u32>(z.x);
out[2u * i + 1u] = bitcast<u32>(z.y);`;
  const got = new Float32Array((await computeInPage(shader(code), words, count / 2, count)).buffer);
  const pair = new Float64Array(2);
  let worst = 0;
  for (let i = 0; i < count; i += 2) {
    boxMuller(words[i] | 0, words[i + 1] | 0, pair);
    worst = Math.max(worst, Math.hypot(got[i] - pair[0], got[i + 1] - pair[1]) / Math.hypot(...pair));
  }
  console.log("normals", worst);
  assert.ok(worst <= 6e-7, `${worst}`);
});

test.run();
