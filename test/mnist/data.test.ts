import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pixels, readDigits } from "../../mnist/data.ts";
import { takeImages } from "../../mnist/take-images.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder } from "../sims/command.ts";

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
  refused({ images: Uint8Array.of(0x1f, 0x8b, 8, 0) }, /gzip file.*images\.idx\.gz/);
  refused({ images: new TextEncoder().encode("<!DOCTYPE html>") }, /web page/);
  refused({ images: new TextEncoder().encode("\n<html>") }, /web page/);
  refused({ images: labels() }, /a file of labels.*swapped/);
  refused({ images: idx(0xd03, [2, 28, 28], []) }, /0x00000d03/);
  refused({ images: idx(0x803, [0, 28, 28], []) }, /no images/);
  refused({ images: Uint8Array.of(...images(), 0) }, /more than its header says/);
  refused({ images: idx(0x803, [2, 28, 27], []) }, /size 27/);
  refused({ images: images().subarray(0, 1000) }, /cut short/);
  refused({ images: images().subarray(0, 7) }, /7 bytes/);
  refused({ labels: images() }, /a file of images.*swapped/);
  refused({ labels: new Uint8Array() }, /0 bytes/);
  refused({ labels: idx(0x801, [3], [1, 2, 3]) }, /3 labels/);
  refused({ labels: idx(0x801, [2], [1, 10]) }, /label 10 of image 1/);
});

const folderOf = (files: Record<string, Uint8Array>): string => {
  const folder = emptyFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
};
const file = { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" };

test("a folder of IDX files is read under each of the usual names, gzipped or not", async () => {
  const dotted = { images: "train-images.idx3-ubyte", labels: "train-labels.idx1-ubyte" };
  for (const { images: a, labels: b } of [file, dotted]) {
    for (const files of [
      { [a]: images(), [b]: labels() },
      { [`${a}.gz`]: gzipSync(images()), [b]: labels() },
      { [`${a}.gz`]: gzipSync(images()), [`${b}.gz`]: gzipSync(labels()) },
    ]) {
      const digits = await trainingDigits(folderOf(files));
      assert.equal([...digits.images], [...image(0), ...image(9)]);
      assert.equal([...digits.labels], [7, 0]);
    }
  }
  const test = { "t10k-images-idx3-ubyte": images(), "t10k-labels-idx1-ubyte.gz": gzipSync(labels()) };
  assert.is((await testDigits(folderOf(test))).count, 2);
});

test("a folder that lacks a file, and a file that is not what its name says, are refused by name", async () => {
  const packed = gzipSync(images());
  const spoilt = Uint8Array.from(packed);
  spoilt[packed.length - 20] ^= 1;
  const gz = `${file.images}.gz`;
  const beside = { [file.labels]: labels() };
  for (const [files, what] of [
    [beside, /--data: .*train-images-idx3-ubyte/],
    [{ [file.images]: images() }, /--data: .*train-labels-idx1-ubyte/],
    [{ ...beside, [gz]: packed.subarray(0, -9) }, /train-images-idx3-ubyte\.gz.*ends too early/],
    [{ ...beside, [gz]: spoilt }, /train-images-idx3-ubyte\.gz.*damaged/],
    [{ ...beside, [gz]: images() }, /train-images-idx3-ubyte\.gz.*not 1F 8B/],
    [{ ...beside, [gz]: new Uint8Array() }, /train-images-idx3-ubyte\.gz.*an empty file/],
    [
      { ...beside, [gz]: gzipSync(new Uint8Array(201e6), { level: 1 }) },
      /train-images-idx3-ubyte\.gz.*unpacks to more/,
    ],
    [{ ...beside, [gz]: gzipSync(labels()) }, /train-images-idx3-ubyte\.gz.*a file of labels.*swapped/],
    [{ ...beside, [file.images]: packed }, /train-images-idx3-ubyte.*Unpack it, or give it the name .*\.gz/],
  ] as const) {
    await trainingDigits(folderOf(files)).then(
      () => assert.unreachable(`accepted: ${what}`),
      (error) => {
        assert.instance(error, UsageError);
        assert.match(error.message, what);
      },
    );
  }
  await trainingDigits("no such folder").then(
    () => assert.unreachable("accepted"),
    (error) => assert.match(error.message, /--data: got "no such folder, which does not exist"/),
  );
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

test("images picked from a buffer of Node are plain bytes, those of floats are floats", () => {
  const bytes = takeImages(Buffer.from(Uint8Array.from({ length: 2 * pixels }, (_, k) => k)), [1]);
  assert.is(bytes.constructor, Uint8Array);
  assert.equal([...bytes.subarray(0, 3)], [16, 17, 18]);
  assert.is(takeImages(new Float32Array(pixels), [0, 0]).constructor, Float32Array);
});

test.run();
