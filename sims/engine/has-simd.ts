/** A module whose one function returns the vector of zeros, `i8x16.splat (i32.const 0)`. */
const module = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // the format and its version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // one type: nothing to v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b], // its code
);

/** Whether this machine runs WebAssembly with vectors. */
export const hasSimd = (): boolean => typeof WebAssembly !== "undefined" && WebAssembly.validate(module);
