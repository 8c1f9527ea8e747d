import { UsageError } from "../src/refusal.ts";

/** Images of 28 x 28 pixels with what they show. */
export interface Digits {
  readonly count: number;
  /** count x 784, row-major, 0 (background) to 255 (ink) */
  readonly images: Uint8Array;
  /** count, 0 to 9 */
  readonly labels: Uint8Array;
}

export const pixels = 784;

const refuse = (file: string, got: unknown, expected: string, advice?: string): never => {
  throw new UsageError({ what: `IDX file ${file}`, got, expected, advice });
};

/** What an IDX file may hold here, by its first word: zeros, the type (8 is a byte), the number of sizes. */
const kinds = { images: 0x803, labels: 0x801 } as const;
type Kind = keyof typeof kinds;

const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;

function checkMagic(file: string, bytes: Uint8Array, kind: Kind, word: number): void {
  if (word === kinds[kind]) return;
  const other: Kind = kind === "images" ? "labels" : "images";
  if (word === kinds[other]) {
    refuse(
      file,
      `a file of ${other} (${hex(word)})`,
      `${kind} (${hex(kinds[kind])})`,
      "Are the two swapped?",
    );
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const advice = `Unpack it, or give it the name ${file}.gz.`;
    refuse(file, "a gzip file (1F 8B)", "an IDX file, as its name says", advice);
  }
  if (/^\s*</.test(new TextDecoder("latin1").decode(bytes.subarray(0, 64)))) {
    refuse(file, "a web page (<...)", "an IDX file", "The download failed: fetch it again.");
  }
  refuse(file, `the first word ${hex(word)}`, `${hex(kinds[kind])}, ${kind} in bytes`);
}

/** The payload of an IDX file behind its header of `sizes.length` big-endian sizes, -1 for any. */
function payload(file: string, bytes: Uint8Array, kind: Kind, sizes: readonly number[]): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = 4 + 4 * sizes.length;
  if (bytes.length >= 4) checkMagic(file, bytes, kind, view.getUint32(0));
  if (bytes.length < header) refuse(file, `${bytes.length} bytes`, `a header of ${header} bytes`);
  const found = sizes.map((_, k) => view.getUint32(4 + 4 * k));
  if (found[0] === 0) refuse(file, `no ${kind}`, "one at least");
  sizes.forEach((size, k) => {
    if (size !== -1 && found[k] !== size) refuse(file, `size ${found[k]}`, `${size}: images of 28 x 28`);
  });
  const expected = found.reduce((product, n) => product * n, 1);
  const rest = bytes.length - header;
  if (rest !== expected) {
    const advice = rest < expected ? "It is cut short." : "It has more than its header says.";
    refuse(file, `${rest} bytes of data`, `${expected}, as its header says`, advice);
  }
  return bytes.subarray(header);
}

/**
 * Reads a pair of IDX files, as the MNIST database has them: images (magic 0x00000803) and labels
 * (0x00000801). Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits" (1998).
 *
 * @param names what messages call the two files
 * @throws UsageError where a file is compressed, not IDX, cut short, or the two do not belong together
 */
export function readDigits(
  names: { readonly images: string; readonly labels: string },
  bytes: { readonly images: Uint8Array; readonly labels: Uint8Array },
): Digits {
  const images = payload(names.images, bytes.images, "images", [-1, 28, 28]);
  const labels = payload(names.labels, bytes.labels, "labels", [-1]);
  const count = images.length / pixels;
  if (labels.length !== count) {
    const expected = `${count}, one an image of ${names.images}`;
    refuse(names.labels, `${labels.length} labels`, expected);
  }
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) refuse(names.labels, `label ${labels[wrong]} of image ${wrong}`, "0 to 9");
  return { count, images, labels };
}
