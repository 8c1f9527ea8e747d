import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { ddpm } from "../../mnist/recipes/ddpm.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { ve } from "../../mnist/recipes/ve.ts";
import { veConditional } from "../../mnist/recipes/ve-conditional.ts";
import { type DigitsRequest, type Drawn, drawDigits } from "../../mnist/sample.ts";
import { toPixels } from "../../mnist/to-pixels.ts";
import { initialWeights } from "../../mnist/weights.ts";
import type { TrainedNetwork } from "../../mnist/weights-file.ts";
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

const trained: TrainedNetwork = { recipe: edm, spec, network: tiny, weights };

async function parts(changes: Partial<DigitsRequest> = {}, network = trained): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for await (const part of drawDigits(tf, network, { ...request, ...changes })) drawn.push(part);
  return drawn;
}

const draw = async (changes: Partial<DigitsRequest> = {}, network = trained): Promise<Float32Array> =>
  Float32Array.from((await parts(changes, network)).flatMap(({ images }) => [...images]));

for (const solver of ["heun", "euler-maruyama", "dpm-solver-2m", "rk4"]) {
  test(`${solver}: neither the batch nor the count changes a digit, and no tensor stays`, async () => {
    const expected = await draw({ solver, guidance: 0.5 });
    const before = tf.memory().numTensors;
    assert.equal(await draw({ solver, guidance: 0.5, batch: 2 }), expected);
    assert.is(tf.memory().numTensors, before);
    assert.equal(await draw({ solver, guidance: 0.5, count: 2 }), expected.subarray(0, 2 * 784));
    assert.equal(await draw({ solver, guidance: 0.5, count: 2, first: 3 }), expected.subarray(3 * 784));
    assert.ok(expected.every(Number.isFinite));
  });
}

test("seed, label and guidance each change a digit", async () => {
  const expected = await draw();
  assert.not.equal(await draw({ seed: 12n }), expected);
  assert.not.equal(await draw({ label: () => 10 }), expected);
  assert.not.equal(await draw({ guidance: 1 }), expected);
  assert.equal(await draw(), expected);
});

test("the passes of the network are counted: two a step of Heun and one at the end, twice with guidance", async () => {
  assert.is((await parts())[0].passes, 9);
  assert.is((await parts({ guidance: 1 }))[0].passes, 18);
  assert.is((await parts({ guidance: 1, label: () => 10 }))[0].passes, 9, "nothing to strengthen");
  assert.is((await parts({ solver: "dpm-solver-2m" }))[0].passes, 5);
});

test("the way from noise to digit: as many instants as asked for, from the start to the digit", async () => {
  const [{ images, frames }] = await parts({ instants: 3 });
  assert.is(frames.length, 3 * images.length);
  assert.equal(frames.subarray(2 * images.length), images);
  const square = frames.subarray(0, images.length).reduce((sum, v) => sum + v * v, 0) / images.length;
  assert.ok(Math.abs(square - 1) < 0.2, `N(0, 1) at the start: ${square}`);
  assert.is((await parts({ instants: 1 }))[0].frames.length, images.length);
  assert.is((await parts())[0].frames.length, 0);
  const told: number[] = [];
  for await (const _ of drawDigits(tf, trained, { ...request, batch: 3 }, (share) => told.push(share)));
  assert.ok(told.every((share, k) => share >= (told[k - 1] ?? 0) && share <= 1) && told.at(-1) === 1);
});

test("pixels are clamp((x + 1) / 2, 0, 1), or the numbers themselves where data are pixels", () => {
  const x = Float32Array.of(-2, -1, 0, 0.5, 1, 3);
  assert.equal([...toPixels({ pixels: "centred" }, x)], [0, 0, 0.5, 0.75, 1, 1]);
  assert.equal([...toPixels({ pixels: "dequantised" }, x)], [0, 0, 0, 0.5, 1, 1]);
});

test("what cannot draw digits is refused", async () => {
  const refused = async (changes: Partial<DigitsRequest>, what: RegExp, recipe = edm) => {
    await draw(changes, { ...trained, recipe }).then(
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
  await refused({ guidance: -1 }, /guidance/);
  await refused({ solver: undefined }, /any: the network was trained without labels.*"ve"/, ve);
  await refused({ label: () => 10, guidance: 1 }, /guidance: got.*with labels and without.*"ddpm"/, ddpm);
  await refused({ label: () => 10 }, /has no class for an unknown one/, veConditional);
  await refused({ guidance: 1 }, /guidance: got.*"ve-conditional"/, veConditional);
});

test.run();
