export { javascript } from "./javascript.ts";
export { reference } from "./reference.ts";
export { simd32 } from "./simd32.ts";
export { simd64 } from "./simd64.ts";
