import { UsageError } from "../src/refusal.ts";
import { fromFloat16 } from "./float16.ts";
import { count, type Entry, type Safetensors, type StoredTensor, widths } from "./safetensors.ts";
import { sha256 } from "./sha256.ts";

type Refuse = (got: unknown, expected: string, advice?: string) => never;

/** The header as JSON, and where the numbers begin. */
function readHeader(bytes: Uint8Array, refuse: Refuse): { header: object; begin: number } {
  const expected =
    "a whole .safetensors file: the length of its header, the header as an object in JSON, and the numbers";
  if (bytes.length < 8) refuse(`${bytes.length} bytes`, expected);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) refuse(`a header of ${length} bytes in a file of ${bytes.length}`, expected);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    refuse("a header that is not JSON", expected);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    refuse(`a header that is ${JSON.stringify(header)}`, expected);
  return { header: header as object, begin: 8 + length };
}

const natural = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** An entry of the header whose type, shape and range agree. */
function checkEntry(name: string, value: unknown, size: number, refuse: Refuse): Entry {
  const { dtype, shape, data_offsets: range } = (value ?? {}) as Partial<Entry>;
  if (typeof dtype !== "string" || !Object.hasOwn(widths, dtype)) refuse(`${name} in ${dtype}`, "F16 or F32");
  if (!Array.isArray(shape) || !shape.every(natural))
    refuse(`${name} of shape ${JSON.stringify(shape)}`, "sizes");
  if (!Array.isArray(range) || range.length !== 2 || !range.every(natural))
    refuse(`${name} at ${range}`, "a range");
  const entry = { dtype, shape, data_offsets: range } as Entry;
  const [from, to] = entry.data_offsets;
  const expected = count(entry.shape) * widths[entry.dtype];
  if (to - from !== expected) refuse(`${name} in ${to - from} bytes`, `${expected} for its shape`);
  if (to > size) refuse(`${name} up to byte ${to} of ${size}`, "a range inside the file: it is cut short");
  return entry;
}

/** The ranges must follow one another and fill the file. */
function checkRanges(entries: readonly (readonly [string, Entry])[], size: number, refuse: Refuse): void {
  let end = 0;
  const sorted = [...entries].sort(([, p], [, q]) => p.data_offsets[0] - q.data_offsets[0]);
  for (const [name, { data_offsets }] of sorted) {
    if (data_offsets[0] !== end)
      refuse(`${name} from byte ${data_offsets[0]}`, `byte ${end}: no gap, no overlap`);
    end = data_offsets[1];
  }
  if (end !== size) refuse(`${size} bytes of numbers`, `${end}`);
}

/** The metadata, whose digest, where there is one, must be that of the numbers. */
function readMetadata(value: unknown, numbers: Uint8Array, refuse: Refuse): Record<string, string> {
  const plain = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!plain || !Object.values(value).every((text) => typeof text === "string"))
    refuse(`__metadata__ ${JSON.stringify(value)}`, "an object of strings");
  const metadata = value as Record<string, string>;
  const digest = sha256(numbers);
  if (metadata.sha256 !== undefined && metadata.sha256 !== digest)
    refuse(
      `numbers of SHA-256 ${digest.slice(0, 8)}...`,
      `${metadata.sha256.slice(0, 8)}..., as its header says`,
      "The file is damaged: copy it again, or train again.",
    );
  return metadata;
}

/**
 * Reads a .safetensors file with numbers in float16 or float32.
 *
 * @param file what messages call it
 * @throws UsageError where it is cut short, anything in its header does not agree, or its numbers are not those of the
 *   digest `sha256` in its metadata; a file without one is read unchecked
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): Safetensors {
  const refuse: Refuse = (got, expected, advice) => {
    throw new UsageError({ what: `weights file ${file}`, got, expected, advice });
  };
  const { header, begin } = readHeader(bytes, refuse);
  const { __metadata__ = {}, ...rest } = header as Record<string, unknown>;
  const size = bytes.length - begin;
  const entries = Object.entries(rest).map(([name, v]) => [name, checkEntry(name, v, size, refuse)] as const);
  checkRanges(entries, size, refuse);
  const metadata = readMetadata(__metadata__, bytes.subarray(begin), refuse);
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin);
  const read = ({ dtype, shape, data_offsets: [from] }: Entry): StoredTensor => ({
    shape,
    values: Float32Array.from({ length: count(shape) }, (_, k) =>
      dtype === "F16" ? fromFloat16(view.getUint16(from + 2 * k, true)) : view.getFloat32(from + 4 * k, true),
    ),
  });
  return {
    tensors: new Map(entries.map(([name, entry]) => [name, read(entry)])),
    metadata,
  };
}
