import { test } from "uvu";
import * as assert from "uvu/assert";
import { readDigits } from "../../mnist/data.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { UsageError } from "../../src/refusal.ts";

const names = { images: "images.idx", labels: "labels.idx" };

/** An IDX file of bytes. */
function idx(magic: number, sizes: number[], data: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
  const view = new DataView(bytes.buffer);
  [magic, ...sizes].forEach((word, k) => {
    view.setUint32(4 * k, word, false);
  });
  bytes.set(data, 4 + 4 * sizes.length);
  return bytes;
}
const image = (k: number) => Array.from({ length: 784 }, (_, j) => (j + k) % 256);
const images = () => idx(0x803, [2, 28, 28], [...image(0), ...image(9)]);
const labels = () => idx(0x801, [2], [7, 0]);

test("a pair of IDX files gives images and labels", () => {
  const digits = readDigits(names, { images: images(), labels: labels() });
  assert.is(digits.count, 2);
  assert.equal([...digits.images.subarray(784)], image(9));
  assert.equal([...digits.labels], [7, 0]);
});

test("bytes in the middle of a larger buffer are read as well", () => {
  const buffer = new Uint8Array(images().length + 3);
  buffer.set(images(), 3);
  assert.is(readDigits(names, { images: buffer.subarray(3), labels: labels() }).count, 2);
});

function refused(bytes: { images?: Uint8Array; labels?: Uint8Array }, what: RegExp): void {
  try {
    readDigits(names, { images: bytes.images ?? images(), labels: bytes.labels ?? labels() });
  } catch (error) {
    assert.instance(error, UsageError);
    assert.match((error as Error).message, bytes.labels ? /labels\.idx/ : /images\.idx/);
    assert.match((error as Error).message, what);
    return;
  }
  assert.unreachable(`accepted: ${what}`);
}

test("files that are not what they should be are refused by name", () => {
  refused({ images: Uint8Array.of(0x1f, 0x8b, 8, 0) }, /gunzip/);
  refused({ images: new TextEncoder().encode("<!DOCTYPE html>") }, /web page/);
  refused({ images: labels() }, /0x00000801.*0x00000803|header of 16/);
  refused({ images: idx(0x803, [2, 28, 27], []) }, /size 27/);
  refused({ images: images().subarray(0, 1000) }, /cut short/);
  refused({ images: images().subarray(0, 7) }, /7 bytes/);
  refused({ labels: images() }, /0x00000803/);
  refused({ labels: idx(0x801, [3], [1, 2, 3]) }, /3 labels/);
  refused({ labels: idx(0x801, [2], [1, 10]) }, /label 10 of image 1/);
});

test("the package's files have the digests of MNIST, and as many of each digit as the database has", async () => {
  const training = await trainingDigits();
  const tally = Array.from({ length: 10 }, () => 0);
  for (const label of training.labels) tally[label]++;
  assert.equal(tally, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  assert.is((await testDigits()).count, 10_000);
  const mean = training.images.reduce((sum, v) => sum + v, 0) / training.images.length / 255;
  assert.ok(Math.abs(mean - 0.1306604762738431) < 1e-12, `mean ${mean}`);
});

test.run();
