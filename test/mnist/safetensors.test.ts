import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeSafetensors } from "../../mnist/decode-safetensors.ts";
import { encodeSafetensors } from "../../mnist/encode-safetensors.ts";
import { fromFloat16, toFloat16 } from "../../mnist/float16.ts";
import { UsageError } from "../../src/refusal.ts";
import { property } from "../support.ts";

test("every finite half survives the way there and back, bit for bit", () => {
  for (let half = 0; half < 0x10000; half++) {
    if ((half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0) assert.ok(Number.isNaN(fromFloat16(half)));
    else assert.is(toFloat16(fromFloat16(half)), half);
  }
});

/** The halves around x, by search over all of them. */
const halves = Array.from({ length: 0x7c01 }, (_, half) => fromFloat16(half));

property(
  "a number becomes the nearest half, ties to even",
  [fc.float({ noNaN: true, min: 0, max: 65519 })],
  (x) => {
    const got = toFloat16(x);
    const at = Math.min(
      halves.findIndex((h) => h >= x),
      0x7bff,
    );
    const below = Math.max(0, at - 1);
    const up = halves[at] - x;
    const down = x - halves[below];
    const expected = up < down || (up === down && at % 2 === 0) ? at : below;
    assert.is(got, expected, `${x}`);
    assert.is(toFloat16(-x), expected | 0x8000);
  },
);

test("known halves", () => {
  for (const [x, half] of [
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [1.5 * 2 ** -24, 2],
    [1 / 3, 0x3555],
    [2049, 0x6800],
    [2051, 0x6802],
    [Number.POSITIVE_INFINITY, 0x7c00],
  ]) {
    assert.is(toFloat16(x), half, String(x));
  }
  assert.is(toFloat16(Number.NaN) & 0x7e00, 0x7e00);
});

const file = () => {
  const tensors = new Map([
    ["a", { shape: [2, 3], values: Float32Array.of(1, -2, 3, 0.1, 1e-6, 100) }],
    ["b", { shape: [], values: Float32Array.of(7) }],
  ]);
  return { tensors, metadata: { format: "test", note: "ü" } };
};

for (const precision of ["F32", "F16"] as const) {
  test(`a file in ${precision} gives back what it was given`, () => {
    const { tensors, metadata } = decodeSafetensors(encodeSafetensors(file(), precision), "x");
    const { sha256, ...rest } = metadata;
    assert.equal(rest, file().metadata);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.equal([...tensors.keys()], ["a", "b"]);
    for (const [name, { shape, values }] of file().tensors) {
      assert.equal(tensors.get(name)?.shape, shape);
      const kept = precision === "F32" ? values : values.map((v) => fromFloat16(toFloat16(v)));
      assert.equal(tensors.get(name)?.values, kept);
    }
  });
}

test("the header starts with its length and ends on a multiple of eight, as the format says", () => {
  const bytes = encodeSafetensors(file(), "F32");
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  assert.is(length % 8, 0);
  assert.equal(Object.keys(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))), [
    "__metadata__",
    "a",
    "b",
  ]);
  assert.is(bytes.length, 8 + length + 28);
});

const refused = (bytes: Uint8Array, what: RegExp) => {
  try {
    decodeSafetensors(bytes, "weights.safetensors");
  } catch (error) {
    assert.instance(error, UsageError);
    assert.match((error as Error).message, /weights file weights.safetensors/);
    assert.match((error as Error).message, what);
    return;
  }
  assert.unreachable(`accepted: ${what}`);
};

/** A file with this header in front of `size` bytes of zeros. */
function withHeader(header: unknown, size = 28): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

test("a file cut short anywhere is refused", () => {
  const bytes = encodeSafetensors(file(), "F16");
  for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length), /got/);
});

test("a file with too much is refused", () => {
  const bytes = encodeSafetensors(file(), "F32");
  refused(Uint8Array.of(...bytes, 0), /29 bytes of numbers/);
});

test("a header that does not agree with itself is refused", () => {
  const a = { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] };
  const b = { dtype: "F32", shape: [], data_offsets: [24, 28] };
  refused(withHeader("{"), /JSON/);
  refused(withHeader("[1]"), /object/);
  refused(withHeader({ a: 1, b }), /F16 or F32/);
  refused(withHeader({ a: { ...a, dtype: "I64" }, b }), /F16 or F32/);
  refused(withHeader({ a: { ...a, dtype: "constructor" }, b }), /F16 or F32/);
  refused(withHeader({ a: { ...a, shape: [2, -3] }, b }), /sizes/);
  refused(withHeader({ a: { ...a, shape: [2, 4] }, b }), /32 for its shape/);
  refused(withHeader({ a: { ...a, data_offsets: [0] }, b }), /range/);
  refused(withHeader({ a, b: { ...b, data_offsets: [20, 24] } }), /no gap, no overlap/);
  refused(withHeader({ a, b: { ...b, data_offsets: [28, 32] } }, 32), /no gap, no overlap/);
  refused(withHeader({ a }), /28 bytes of numbers/);
});

test("metadata that are not an object of strings are refused", () => {
  const b = { dtype: "F32", shape: [], data_offsets: [0, 4] };
  for (const metadata of [null, 3, "text", [], ["text"], { format: 1 }, { format: null }, { sha256: {} }])
    refused(withHeader({ __metadata__: metadata, b }, 4), /__metadata__.*an object of strings/);
  assert.equal(decodeSafetensors(withHeader({ b }, 4), "x").metadata, {});
});

test("a file with any bit of its numbers flipped is refused", () => {
  const bytes = encodeSafetensors(file(), "F32");
  for (let bit = 8 * (bytes.length - 28); bit < 8 * bytes.length; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    refused(flipped, /SHA-256.*The file is damaged: copy it again/);
  }
});

test.run();
