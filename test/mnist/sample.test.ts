import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { type DigitsRequest, drawDigits } from "../../mnist/sample.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { UsageError } from "../../src/refusal.ts";

const tf = await wasmBackend();
const spec = { name: "digits", size: { channels: [8, 8], blocks: [1, 1, 1], embedding: 8 } };
const tiny = networkOf(spec);
const weights = initialWeights(tiny.parameters, 3n).map((w, k) => w + 0.1 * Math.sin(k));
const request: DigitsRequest = {
  seed: 11n,
  count: 5,
  label: (n) => n % 10,
  guidance: 0,
  solver: "heun",
  steps: 4,
  batch: 5,
};

async function draw(changes: Partial<DigitsRequest> = {}): Promise<Float32Array> {
  const parts: number[] = [];
  for await (const part of drawDigits(
    tf,
    { recipe: edm, spec, network: tiny, weights },
    { ...request, ...changes },
  ))
    parts.push(...part);
  return Float32Array.from(parts);
}

for (const solver of ["heun", "euler-maruyama", "dpm-solver-2m", "rk4"]) {
  test(`${solver}: neither the batch nor the count changes a digit, and no tensor stays`, async () => {
    const expected = await draw({ solver, guidance: 0.5 });
    const before = tf.memory().numTensors;
    assert.equal(await draw({ solver, guidance: 0.5, batch: 2 }), expected);
    assert.is(tf.memory().numTensors, before);
    assert.equal(await draw({ solver, guidance: 0.5, count: 2 }), expected.subarray(0, 2 * 784));
    assert.equal(await draw({ solver, guidance: 0.5, count: 2, first: 3 }), expected.subarray(3 * 784));
    assert.ok(expected.every((p) => p >= 0 && p <= 1));
  });
}

test("seed, label and guidance each change a digit", async () => {
  const expected = await draw();
  assert.not.equal(await draw({ seed: 12n }), expected);
  assert.not.equal(await draw({ label: () => 10 }), expected);
  assert.not.equal(await draw({ guidance: 1 }), expected);
  assert.equal(await draw(), expected);
});

test("what cannot draw digits is refused", async () => {
  const refused = async (changes: Partial<DigitsRequest>, what: RegExp) => {
    await draw(changes).then(
      () => assert.unreachable(JSON.stringify(changes)),
      (error) => {
        assert.instance(error, UsageError);
        assert.match(error.message, what);
      },
    );
  };
  await refused({ solver: "baoab" }, /kinetic.*expected one of .*heun/);
  await refused({ solver: "huen" }, /Did you mean "heun"/);
  await refused({ solver: "dormand-prince" }, /across the batch/);
  await refused({ label: () => 11 }, /label/);
  await refused({ count: 0 }, /digits to draw/);
});

test.run();
