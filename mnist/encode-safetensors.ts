import { toFloat16 } from "./float16.ts";
import { type Entry, type Precision, type Safetensors, widths } from "./safetensors.ts";
import { sha256 } from "./sha256.ts";

function encodeNumbers(tensors: Safetensors["tensors"], dtype: Precision, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { values } of tensors.values()) {
    for (const value of values) {
      if (dtype === "F16") view.setUint16(at, toFloat16(value), true);
      else view.setFloat32(at, value, true);
      at += widths[dtype];
    }
  }
  return bytes;
}

/**
 * A .safetensors file: the length of the header in eight bytes, the header in JSON, the numbers, all
 * little-endian. The metadata gain `sha256`, the digest of the numbers.
 * https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors, dtype: Precision): Uint8Array {
  const entries: Record<string, Entry> = {};
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    const begin = end;
    end += values.length * widths[dtype];
    entries[name] = { dtype, shape, data_offsets: [begin, end] };
  }
  const numbers = encodeNumbers(tensors, dtype, end);
  const header = { __metadata__: { ...metadata, sha256: sha256(numbers) }, ...entries };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(text, 8);
  bytes.set(numbers, 8 + padded);
  return bytes;
}
