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
  throw new UsageError({
    what: `IDX file ${file}`,
    got,
    expected,
    ...(advice === undefined ? {} : { advice }),
  });
};

const word = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, false);

/** The payload of an IDX file behind its header of `sizes.length` big-endian sizes, -1 for any. */
function payload(file: string, bytes: Uint8Array, magic: number, sizes: readonly number[]): Uint8Array {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    refuse(file, "a gzip file (1F 8B)", "the IDX file itself", `Unpack it first: gunzip ${file}.`);
  }
  if (bytes[0] === 0x3c && bytes[1] === 0x21) {
    refuse(file, "a web page (<!DO...)", "an IDX file", "The download failed: fetch it again.");
  }
  const header = 4 + 4 * sizes.length;
  if (bytes.length < header) refuse(file, `${bytes.length} bytes`, `a header of ${header} bytes`);
  const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;
  if (word(bytes, 0) !== magic) refuse(file, `the first word ${hex(word(bytes, 0))}`, hex(magic));
  const found = sizes.map((_, k) => word(bytes, 4 + 4 * k));
  sizes.forEach((size, k) => {
    if (size !== -1 && found[k] !== size) refuse(file, `size ${found[k]}`, `${size}`);
  });
  const expected = found.reduce((product, n) => product * n, 1);
  if (bytes.length - header !== expected) {
    refuse(
      file,
      `${bytes.length - header} bytes of data`,
      `${expected}, as its header says`,
      "It is cut short.",
    );
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
  const images = payload(names.images, bytes.images, 0x803, [-1, 28, 28]);
  const labels = payload(names.labels, bytes.labels, 0x801, [-1]);
  const count = images.length / pixels;
  if (labels.length !== count) refuse(names.labels, `${labels.length} labels`, `${count}, one an image`);
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) refuse(names.labels, `label ${labels[wrong]} of image ${wrong}`, "0 to 9");
  return { count, images, labels };
}
