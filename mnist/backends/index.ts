// The registry of what computes with tensors, the fastest first: the order in which they are tried.

export { cpu } from "./cpu.ts";
export { tensorflow } from "./tensorflow.ts";
export { wasm } from "./wasm.ts";
export { webgpu } from "./webgpu.ts";
