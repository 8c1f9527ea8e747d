import type { WgslProgram } from "./compile-wgsl.ts";

/** How many particles a device can hold for a program. */
export const mostParticles = ({ limits }: GPUDevice, { width }: WgslProgram): number =>
  Math.floor(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / (4 * Math.max(1, width))) -
  2;
