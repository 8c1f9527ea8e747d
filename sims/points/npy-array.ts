/** An array as a .npy file holds it. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** In C order. */
  readonly values: Float64Array;
  /** numpy's letter and size in bytes, such as "f4". */
  readonly type: string;
}

type Read = (view: DataView, at: number, little: boolean) => number;

/** Types of numbers by numpy's letter and size in bytes. */
const types: Readonly<Record<string, Read>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
};

const magic = "\x93NUMPY";
const latin = new TextDecoder("latin1");

/** Where the data begin, and the header's text: a length of two bytes in format 1, of four in 2 and 3. */
function headerOf(bytes: Uint8Array, refuse: (got: string) => never): { text: string; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin.decode(bytes.subarray(0, 6)) !== magic) refuse("no .npy header");
  const version = bytes[6];
  if (version < 1 || version > 3) refuse(`format ${version}`);
  const first = version === 1 ? 10 : 12;
  const start = first + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) refuse("a header that is cut off");
  return { text: latin.decode(bytes.subarray(first, start)), start };
}

/** The place of the k-th value in C order where the file is in Fortran order. */
function fortranPlace(k: number, shape: readonly number[]): number {
  let [place, rest, stride] = [0, k, shape.reduce((a, n) => a * n, 1)];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride /= shape[axis];
    place += (rest % shape[axis]) * stride;
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

/**
 * Reads a .npy file of formats 1 to 3: floats of 4 or 8 bytes, or integers, of either byte order, in C or Fortran order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @param refuse is called with what is wrong
 * @param dimensions how many the array may have
 */
export function npyArray(
  bytes: Uint8Array,
  refuse: (got: string) => never,
  dimensions: readonly number[],
): NpyArray {
  const { text, start } = headerOf(bytes, refuse);
  const [, order, type] = /'descr': *'([<>|=])(\w+)'/.exec(text) ?? [];
  const read = Object.hasOwn(types, type ?? "") ? types[type] : undefined;
  if (read === undefined) return refuse(`data of type ${/'descr': *(.+?), *'/.exec(text)?.[1] ?? "unknown"}`);
  const words = /'shape': *\(([\d, ]*)\)/
    .exec(text)?.[1]
    .split(",")
    .filter((word) => word.trim() !== "");
  if (words === undefined || !dimensions.includes(words.length))
    return refuse(`shape (${words ?? "unknown"})`);
  const shape = words.map(Number);
  const count = shape.reduce((a, n) => a * n, 1);
  const size = Number(type.slice(1));
  const [held, wanted] = [bytes.length - start, count * size];
  if (held !== wanted) return refuse(`${held} bytes of data where shape (${words}) takes ${wanted}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, held);
  const fortran = /'fortran_order': *True/.test(text);
  const values = Float64Array.from({ length: count }, (_, k) =>
    read(view, size * (fortran ? fortranPlace(k, shape) : k), order !== ">"),
  );
  return { shape, values, type };
}
