import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { multiplyHigh, philox } from "../../src/noise/philox.ts";
import { property } from "../support.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const hex = (text: string) => text.split(" ").map((w) => Number.parseInt(w, 16));
const answer = (counter: string, key: string): number[] => {
  const [k0, k1] = hex(key);
  const [c0, c1, c2, c3] = hex(counter);
  const out = new Int32Array(4);
  philox(k0, k1, c0, c1, c2, c3, out);
  return Array.from(out, (w) => w >>> 0);
};

const known = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
];
for (const [counter, key, expected] of known) {
  test(`philox gives Random123's answer for ${counter} | ${key}`, () => {
    assert.equal(answer(counter, key), hex(expected));
  });
}

property(
  "multiplyHigh is the high half of the 64-bit product, signed words or not",
  [word, word],
  (a, b) => {
    const expected = Number((BigInt(a) * BigInt(b)) >> 32n);
    assert.is(multiplyHigh(a, b), expected);
    assert.is(multiplyHigh(a | 0, b | 0), expected);
  },
  5000,
);

test("multiplyHigh at the corners of its halves", () => {
  const corners = [0, 1, 0xffff, 0x10000, 0x10001, 0x7fffffff, 0x80000000, 0xffff0000, 0xffffffff];
  for (const a of corners) {
    for (const b of corners) assert.is(multiplyHigh(a, b), Number((BigInt(a) * BigInt(b)) >> 32n));
  }
});

test.run();
