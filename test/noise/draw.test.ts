import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Address } from "../../src/noise/address.ts";
import { boxMuller, uniform } from "../../src/noise/box-muller.ts";
import { fillNormals, fillUniforms } from "../../src/noise/draw.ts";
import { philox } from "../../src/noise/philox.ts";
import { type Purpose, purposes } from "../../src/noise/purposes.ts";
import { UsageError } from "../../src/refusal.ts";
import {
  catches,
  checkDistribution,
  checkMean,
  checkVariance,
  normalCdf,
  property,
  same,
  seeded,
} from "../support.ts";

const origin: Address = { seed: 7n, purpose: purposes.normal, first: 0, width: 4, step: 0, draw: 0 };
const normals = (rows: number, address: Partial<Address> = {}): Float64Array => {
  const at = { ...origin, ...address };
  const out = new Float64Array(rows * at.width);
  fillNormals(out, at);
  return out;
};

/** The four words of a block by the layout on paper, in BigInt: particle, step, block 40 bits each, purpose 8. */
function words(seed: bigint, particle: number, step: number, block: number, purpose: number): Int32Array {
  const low = (n: bigint) => Number(n & 0xffffffffn);
  const [p, s, b] = [particle, step, block].map(BigInt);
  const top = (p >> 32n) | ((s >> 32n) << 8n) | ((b >> 32n) << 16n) | (BigInt(purpose) << 24n);
  const out = new Int32Array(4);
  philox(low(seed), low(seed >> 32n), low(p), low(s), low(b), low(top), out);
  return out;
}

const large = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }).map(Number);
const purpose = fc.constantFrom(...(Object.values(purposes) as Purpose[]));

property(
  "a value is a pure function of its address: block = draw ceil(width/4) + floor(j/4), word j mod 4",
  [
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    large(39),
    large(40),
    large(30),
    fc.integer({ min: 1, max: 11 }),
    purpose,
  ],
  (seed, first, step, draw, width, use) => {
    const address = { seed, purpose: use, first, width, step, draw };
    const rows = 3;
    const [u, z] = [new Float64Array(rows * width), new Float64Array(rows * width)];
    fillUniforms(u, address);
    fillNormals(z, address);
    const pair = new Float64Array(2);
    for (let i = 0; i < rows * width; i++) {
      const [row, j] = [Math.floor(i / width), i % width];
      const block = draw * Math.ceil(width / 4) + Math.floor(j / 4);
      const w = words(seed, first + row, step, block, use);
      assert.is(u[i], uniform(w[j % 4]));
      const even = (j % 4) & 2;
      boxMuller(w[even], w[even + 1], pair);
      assert.is(z[i], pair[j % 2]);
    }
  },
);

test("each part of the address changes the noise, also beyond 2^32", () => {
  const others: Partial<Address>[] = [
    {},
    { first: 1 },
    { first: 2 ** 32 },
    { first: 2 ** 39 },
    { step: 1 },
    { step: 2 ** 32 },
    { step: 2 ** 40 - 1 },
    { draw: 1 },
    { draw: 2 ** 32 },
    { purpose: purposes.increment },
    { seed: 8n },
    { seed: 7n + (1n << 32n) },
    { seed: 7n + (1n << 63n) },
  ];
  const seen = others.flatMap((address) => Array.from(normals(1, address)));
  assert.is(new Set(seen).size, 4 * others.length);
});

test("purposes never share a number, and fit into their byte", () => {
  const values = Object.values(purposes);
  assert.is(new Set(values).size, values.length);
  assert.ok(values.every((v) => Number.isInteger(v) && v >= 0 && v < 256));
});

property(
  "a block of particles that starts at `first` is the same rows of the whole",
  [fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })],
  (first, rows, width) => {
    const whole = normals(20, { width });
    same(normals(rows, { width, first }), whole.slice(first * width, (first + rows) * width));
  },
);

test("an image of 784 pixels takes 196 blocks a draw: draw 1 begins at block 196", () => {
  const image = normals(1, { width: 784, draw: 1 });
  const pair = new Float64Array(2);
  for (const [pixel, block] of [
    [0, 196],
    [783, 391],
  ]) {
    const w = words(origin.seed, 0, 0, block, origin.purpose);
    const even = (pixel % 4) & 2;
    boxMuller(w[even], w[even + 1], pair);
    assert.is(image[pixel], pair[pixel % 2]);
  }
  assert.is(new Set([...normals(1, { width: 784 }), ...image]).size, 2 * 784);
});

test("the noise of a seed is what it was: reference values, never renumbered", () => {
  const golden = [0.4955884532704425, 0.9742482269787834, -0.8422283335580543, -0.38753713223594805];
  assert.equal(Array.from(normals(1, { seed: 42n })), golden);
  const u = new Float64Array(2);
  fillUniforms(u, { ...origin, seed: 42n, purpose: purposes.uniform, first: 5, step: 3, width: 1 });
  assert.equal(Array.from(u), [0.35267674922943115, 0.7962080240249634]);
});

/** Everything that an ensemble of independent N(0, 1) owes, components, particles and steps apart. */
function isWhite(fill: (step: number) => Float64Array): void {
  const [a, b] = [fill(0), fill(1)];
  const n = a.length;
  checkMean(a, 0, 1);
  checkVariance(a, 1);
  checkMean(
    a.map((z) => z ** 3),
    0,
    15,
  );
  checkMean(
    a.map((z) => z ** 4),
    3,
    96,
  );
  checkDistribution(a, normalCdf);
  // the product of two independent N(0, 1) has mean 0 and variance 1; so has the one of squares less one, over 2
  for (const lag of [1, 2, 3, 4, 8]) {
    const next = (i: number) => a[(i + lag) % n];
    checkMean(
      a.map((z, i) => z * next(i)),
      0,
      1,
    );
    checkMean(
      a.map((z, i) => ((z * z - 1) * (next(i) ** 2 - 1)) / 2),
      0,
      1,
    );
  }
  for (const lag of [0, 4, n - 4]) {
    checkMean(
      a.map((z, i) => z * b[(i + lag) % n]),
      0,
      1,
    );
  }
}

seeded("normals are white: moments, distribution, pairs, particles, steps, seeds", (seed) => {
  const fill = (step: number) => normals(25_000, { seed, step });
  isWhite(fill);
  isWhite((s) => normals(25_000, { seed: seed + BigInt(s) }));
  catches("half the noise", () => isWhite((step) => fill(step).map((z) => z / 2)));
  catches("noise reused at the next step", () => isWhite(() => fill(0)));
  catches("the step goes to the particle", () => isWhite((s) => normals(25_000, { seed, first: s })));
  catches("the seed in the counter", () =>
    isWhite((s) => normals(25_000, { seed, first: Number(seed % 99n) + s })),
  );
  catches("both of a pair the same", () =>
    isWhite((step) => fill(step).map((_, i, all) => all[i - (i % 2)])),
  );
  catches("a pair shares its radius", () =>
    isWhite((step) => fill(step).map((z, i, all) => (i % 2 ? Math.sign(z) * Math.abs(all[i - 1]) : z))),
  );
  catches("a uniform in its place", () =>
    isWhite((step) => fill(step).map((z) => Math.sqrt(12) * (normalCdf(z) - 0.5))),
  );
});

seeded("uniforms are uniform and independent", (seed) => {
  const fill = (step: number): Float64Array => {
    const out = new Float64Array(50_000);
    fillUniforms(out, { ...origin, seed, purpose: purposes.uniform, width: 1, step });
    return out;
  };
  const law = (u: Float64Array, next: Float64Array) => {
    checkDistribution(u, (x) => x);
    checkMean(
      u.map((x, i) => 12 * (x - 0.5) * (next[i] - 0.5)),
      0,
      1,
    );
  };
  law(fill(0), fill(1));
  catches("the square", () =>
    law(
      fill(0).map((x) => x * x),
      fill(1),
    ),
  );
  catches("reused", () => law(fill(0), fill(0)));
});

test("an address outside of the counter is refused, not wrapped round", () => {
  const refuses = (address: Partial<Record<keyof Address, unknown>>, message: RegExp, length = 8) =>
    assert.throws(
      () => fillNormals(new Float64Array(length), { ...origin, ...address } as Address),
      (error: unknown) => error instanceof UsageError && message.test(error.message),
    );
  refuses({ seed: -1n }, /seed: got -1, expected a bigint from 0 to 2\^64 - 1/);
  refuses({ seed: 2n ** 64n }, /seed: got 18446744073709551616/);
  refuses({ seed: 7 }, /seed: got 7, .* Write 7n\./);
  refuses({ first: 2 ** 40 - 1 }, /first particle/);
  refuses({ step: 2 ** 40 }, /step of the noise/);
  refuses({ step: -1 }, /step of the noise/);
  refuses({ draw: 0.5 }, /draw of the noise/);
  refuses({ draw: 2 ** 40 }, /draw of the noise/);
  refuses({ width: 3 }, /array for the noise: got "8 numbers", expected rows of 3/);
});

test.run();
