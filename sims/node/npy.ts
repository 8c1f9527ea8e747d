import { endianness } from "node:os";
import type { NdArray } from "ndarray";

const order = endianness() === "LE" ? "<" : ">";
const types: Readonly<Record<string, string>> = {
  Float64Array: `${order}f8`,
  Float32Array: `${order}f4`,
  Int32Array: `${order}i4`,
  Uint32Array: `${order}u4`,
  Int16Array: `${order}i2`,
  Uint16Array: `${order}u2`,
  Int8Array: "|i1",
  Uint8Array: "|u1",
  Uint8ClampedArray: "|u1",
};

type Values = Float64Array | Float32Array | Int32Array | Uint8Array;

/** The values in C order, without a copy where they lie so already. */
function contiguous({ data, shape, stride, offset, size }: NdArray): Values {
  const typed = (Array.isArray(data) ? Float64Array.from(data) : data) as Values;
  const dense = shape.map((_, i) => shape.slice(i + 1).reduce((a, n) => a * n, 1));
  if (shape.every((n, i) => n === 1 || stride[i] === dense[i])) return typed.subarray(offset, offset + size);
  const out = typed.slice(0, 0).constructor as new (n: number) => Values;
  const values = new out(size);
  for (let k = 0; k < size; k++) {
    let from = offset;
    for (let i = 0; i < shape.length; i++) from += (Math.floor(k / dense[i]) % shape[i]) * stride[i];
    values[k] = typed[from];
  }
  return values;
}

/**
 * An array as the two parts of a .npy file, format 1.0: header, padded to a multiple of 64 bytes, and data in C order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npy(array: NdArray): readonly [header: Uint8Array, data: Uint8Array] {
  const values = contiguous(array);
  const type = types[values.constructor.name];
  if (type === undefined) throw new TypeError(`no .npy type for ${values.constructor.name}`);
  const shape = array.shape.length === 1 ? `${array.shape[0]},` : array.shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = new Uint8Array(length).fill(0x20);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(header.buffer).setUint16(8, length - 10, true);
  header.set(new TextEncoder().encode(text), 10);
  header[length - 1] = 0x0a;
  return [header, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)];
}
