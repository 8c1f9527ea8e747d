import { Html } from "./html.ts";

const dtypes: Readonly<Record<string, string>> = {
  Uint8Array: "u1",
  Uint16Array: "u2",
  Int16Array: "i2",
  Int32Array: "i4",
  Float32Array: "f4",
  Float64Array: "f8",
};

/** The bytes as base64, by means that a browser and Node share. */
function base64(views: readonly ArrayBufferView[]): string {
  let binary = "";
  for (const { buffer, byteOffset, byteLength } of views) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (let i = 0; i < bytes.length; i += 8192)
      binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}

const isTyped = (value: unknown): value is ArrayBufferView & ArrayLike<number> =>
  ArrayBuffer.isView(value) && Object.hasOwn(dtypes, value.constructor.name);

/** Typed arrays as plotly's { dtype, bdata }, and equal typed rows as one of two dimensions. */
function encode(_: string, value: unknown): unknown {
  if (isTyped(value)) return { dtype: dtypes[value.constructor.name], bdata: base64([value]) };
  if (!Array.isArray(value) || value.length === 0 || !value.every(isTyped)) return value;
  const [first] = value;
  const name = first.constructor.name;
  if (!value.every((row) => row.length === first.length && row.constructor.name === name)) return value;
  return { dtype: dtypes[name], bdata: base64(value), shape: `${value.length},${first.length}` };
}

/** JSON that may stand inside a script element: no `<`, no NaN (null in its place), typed arrays in base64. */
export const embed = (value: unknown): Html =>
  new Html(
    JSON.stringify(value, encode).replace(
      /[<>&\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
