// The registry of what computes with tensors.

export { cpu } from "./cpu.ts";
export { tensorflow } from "./tensorflow.ts";
export { wasm } from "./wasm.ts";
export { webgpu } from "./webgpu.ts";
