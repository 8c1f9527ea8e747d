import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { boxMuller, uniform } from "../../src/noise/box-muller.ts";
import { near, property } from "../support.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const pair = (u: number, v: number): [number, number] => {
  const out = new Float64Array(2);
  boxMuller(u, v, out);
  return [out[0], out[1]];
};

property(
  "a uniform is min((w | 1) 2^-32, 1 - 2^-24) in float32, the same number in float64",
  [word],
  (w) => {
    const u = uniform(w);
    const inFloat32 = Math.min(Math.fround(Math.fround((w | 1) >>> 0) * Math.fround(2 ** -32)), 1 - 2 ** -24);
    assert.is(u, inFloat32);
    assert.is(Math.fround(u), u);
    assert.is(uniform(w | 0), u);
    assert.ok(u > 0 && u < 1);
  },
  5000,
);

test("uniforms at the ends are 2^-32 and 1 - 2^-24, never 0 and never 1", () => {
  assert.is(uniform(0), 2 ** -32);
  assert.is(uniform(1), 2 ** -32);
  assert.is(uniform(0xffffffff), 1 - 2 ** -24);
  assert.is(uniform(-1), 1 - 2 ** -24);
});

test("the smallest uniform gives the largest normal, sqrt(64 ln 2), finite", () => {
  const [c, s] = pair(0, 0);
  near(Math.hypot(c, s), Math.sqrt(64 * Math.LN2), 1e-14);
  for (const u of [0, 0xffffffff]) {
    for (const v of [0, 0x3fffffff, 0x80000000, 0xffffffff]) {
      assert.ok(pair(u, v).every(Number.isFinite), `words ${u} ${v}`);
    }
  }
});

property(
  "a pair is R cos(2 pi v), R sin(2 pi v) to 1e-14",
  [word, word],
  (a, b) => {
    const radius = Math.sqrt(-2 * Math.log(uniform(a)));
    const angle = 2 * Math.PI * uniform(b);
    const [c, s] = pair(a, b);
    near(c, radius * Math.cos(angle), 1e-14, "cosine");
    near(s, radius * Math.sin(angle), 1e-14, "sine");
  },
  5000,
);

test("a normal uses only operations that every engine rounds alike", () => {
  const source = boxMuller.toString();
  const used = [...source.matchAll(/Math\.(\w+)/g)].map(([, name]) => name);
  assert.equal([...new Set(used)].sort(), ["PI", "floor", "sqrt"]);
});

test.run();
