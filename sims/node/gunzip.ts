import { promisify } from "node:util";
import { gunzip as unpack } from "node:zlib";
import { UsageError } from "../../src/refusal.ts";

const unpacked = promisify(unpack);

/** What Node's codes mean for whoever has the file. */
const troubles: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: "a gzip file that ends too early",
  Z_DATA_ERROR: "a damaged gzip file",
  ERR_BUFFER_TOO_LARGE: "a gzip file that unpacks to more",
};

/**
 * The content of a gzip file.
 *
 * @param most bytes that it may unpack to
 * @throws UsageError where it is no gzip file, cut short, damaged, or unpacks to more than that
 */
export async function gunzip(path: string, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const refuse = (got: string): never => {
    const expected = `a whole gzip file of at most ${most / 1e6} MB unpacked`;
    const advice = "Copy or download it again.";
    throw new UsageError({ what: `data file ${path}`, got, expected, advice });
  };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase());
    refuse(start.length === 0 ? "an empty file" : `a file that begins with ${start.join(" ")}, not 1F 8B`);
  }
  return unpacked(bytes, { maxOutputLength: most }).catch((error: NodeJS.ErrnoException) =>
    refuse(`${troubles[error.code ?? ""] ?? "what does not unpack"} (${error.message})`),
  );
}
