import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "watr";
import { keySchedule } from "../../../src/engine/wasm/key-schedule.ts";
import { lanes as all, type Lanes } from "../../../src/engine/wasm/lanes.ts";
import { particleWords } from "../../../src/engine/wasm/particle-words.ts";
import { pooled } from "../../../src/engine/wasm/pooled.ts";
import { type Random, random } from "../../../src/engine/wasm/random.ts";
import { type Block, stepWords } from "../../../src/engine/wasm/step-words.ts";
import { vocabulary } from "../../../src/engine/wasm/vocabulary.ts";
import { fillNormals, fillUniforms, type Purpose, purposes } from "../../../src/noise/index.ts";
import { property, seeded } from "../../support.ts";
import { widths } from "./units.ts";

type Draw = (block: Block, first: number) => readonly number[][];

/** A block's words, uniforms or normals for the particles from `first` on: one array a component. */
function drawer(lanes: Lanes, kind: Random["kind"], count = 4): Draw {
  const out = ["$n0", "$n1", "$n2", "$n3"].slice(0, count);
  const statements = random(vocabulary(lanes), { kind, offset: 16, out });
  const text = `(module (memory (export "memory") 1)
${particleWords(lanes)}
(func (export "run") (param $row i32) (param $keys i32) (param $first i32) (param $high i32) (param $out i32)
(local $p2 v128) (local $p3 v128) ${out.map((name) => `(local ${name} v128)`).join(" ")}
${pooled(`(call $particleWords (local.get $first) (local.get $high)) (local.set $p3) (local.set $p2)
${statements}`)}
${out.map((name, j) => `(v128.store offset=${16 * j} (local.get $out) (local.get ${name}))`).join("\n")}))`;
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(compile(text) as Uint8Array<ArrayBuffer>),
  );
  const { buffer } = exports.memory as WebAssembly.Memory;
  const run = exports.run as (...addresses: number[]) => void;
  const kinds = { f32x4: Float32Array, f64x2: Float64Array };
  return (block, first) => {
    stepWords(block, new Int32Array(buffer), 4);
    new Int32Array(buffer, 64).set(keySchedule(block.seed));
    run(0, 64, first, first / 2 ** 32, 256);
    return out.map((_, j) => {
      const Lane = kind === "words" ? Uint32Array : kinds[lanes.type];
      return Array.from(new Lane(buffer, 256 + 16 * j, lanes.count));
    });
  };
}

/** Random123's known answers: counter, key, words. */
const known = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
].map((texts) => texts.map((text) => text.split(" ").map((w) => Number.parseInt(w, 16))));

const wide = fc.maxSafeInteger().map((n) => Math.abs(n) % 2 ** 40);
const address = fc.record({
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  purpose: fc.constantFrom<Purpose>(...Object.values(purposes)),
  step: fc.oneof(wide, fc.integer({ min: 0, max: 5000 })),
  block: fc.oneof(wide, fc.integer({ min: 0, max: 3 })),
});
/** At the end 2^32, too, where the high byte changes from lane to lane. */
const first = fc.oneof(
  wide.map((n) => Math.min(n, 2 ** 40 - 4)),
  fc.integer({ min: 2 ** 32 - 4, max: 2 ** 32 }),
);
const fills = { normals: fillNormals, uniforms: fillUniforms };

/** The reference's numbers, one array a component. */
function expected(lanes: Lanes, kind: keyof typeof fills, { block, ...rest }: Block, first: number) {
  const values = new Float64Array(4 * lanes.count);
  fills[kind](values, { ...rest, draw: block, first, width: 4 });
  return [0, 1, 2, 3].map((j) => Array.from({ length: lanes.count }, (_, p) => values[4 * p + j]));
}

for (const lanes of widths) {
  const words = drawer(lanes, "words");
  for (const [[c0, c1, c2, c3], [k0, k1], answer] of known) {
    test(`${lanes.type}: philox gives Random123's answer for counter ${c0.toString(16)}...`, () => {
      const byte = (k: number) => ((c3 >>> (8 * k)) & 0xff) * 2 ** 32;
      const seed = BigInt(k0) + (BigInt(k1) << 32n);
      const block = { seed, purpose: (c3 >>> 24) as Purpose, step: c1 + byte(1), block: c2 + byte(2) };
      assert.equal(
        words(block, c0 + byte(0)).map((lane) => lane[0]),
        answer,
      );
    });
  }

  const uniforms = drawer(lanes, "uniforms");
  property(
    `${lanes.type}: uniforms are those of the reference`,
    [address, first],
    (block, first) => {
      assert.equal(uniforms(block, first), expected(lanes, "uniforms", block, first));
    },
    1000,
  );
}

const normals64 = drawer(all.f64x2, "normals");
property(
  "f64x2: normals are those of the reference, bit for bit",
  [address, first],
  (block, first) => {
    assert.equal(normals64(block, first), expected(all.f64x2, "normals", block, first));
  },
  2000,
);

const normals32 = drawer(all.f32x4, "normals");

seeded("f32x4: normals are at most 4e-7 of their radius from the reference", (seed) => {
  let worst = 0;
  for (let step = 0; step < 50_000; step++) {
    const block = { seed, purpose: purposes.normal, step, block: 0 };
    const got = normals32(block, 4 * step);
    const values = expected(all.f32x4, "normals", block, 4 * step);
    for (const j of [0, 2]) {
      for (let p = 0; p < 4; p++) {
        const [c, s] = [values[j][p], values[j + 1][p]];
        const error = Math.max(Math.abs(got[j][p] - c), Math.abs(got[j + 1][p] - s));
        worst = Math.max(worst, error / Math.hypot(c, s));
      }
    }
  }
  assert.ok(worst <= 4e-7, `${worst}`);
  assert.ok(worst > 1e-8, "float32 cannot do that");
});

test("fewer components are the first of the four", () => {
  const block = { seed: 5n, purpose: purposes.increment, step: 7, block: 1 };
  for (const lanes of widths) {
    for (const kind of ["normals", "uniforms", "words"] as const) {
      const four = drawer(lanes, kind)(block, 12);
      for (const count of [1, 2, 3])
        assert.equal(drawer(lanes, kind, count)(block, 12), four.slice(0, count));
    }
  }
});

test.run();
