import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digests } from "../../mnist/digests.ts";

/** An IDX file: magic number, sizes, data. */
function idx(magic: number, sizes: readonly number[], data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  [magic, ...sizes].forEach((value, k) => {
    head.writeUInt32BE(value, 4 * k);
  });
  return Buffer.concat([head, data]);
}

/** Makes a folder of the four files with `count` images of bars to train on, and as many to test with. */
export function idxFolder(folder: string, count: number): string {
  mkdirSync(folder);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % 10);
  const images = new Uint8Array(count * 784);
  labels.forEach((label, k) => {
    for (let y = 4; y < 24; y++) {
      const from = k * 784 + y * 28 + 2 * label + 3;
      images.fill(255 - (k % 50), from, from + 3);
    }
  });
  for (const [pictures, names] of [
    [digests.trainImages, digests.trainLabels],
    [digests.testImages, digests.testLabels],
  ]) {
    writeFileSync(join(folder, pictures.file), idx(0x803, [count, 28, 28], images));
    writeFileSync(join(folder, names.file), idx(0x801, [count], labels));
  }
  return folder;
}
