import type { WgslProgram } from "./compile-wgsl.ts";
import { type Gpu, usage } from "./gpu.ts";
import { tableWords } from "./table-words.ts";

/** Words of rows that a dispatch is handed at most, where one row is not more. */
export const mostRowWords = 2 ** 18;
/** What `failed` holds where nothing has failed. */
export const never = 0xffffffff;
/** Words of the struct Run of a kernel. */
const runLength = 10;

/** What a block of particles needs on a device. */
export interface GpuBuffers {
  readonly run: GPUBuffer;
  /** The state, component after component. */
  readonly state: GPUBuffer;
  /** The rows of a dispatch. */
  readonly table: GPUBuffer;
  /** See `kernel`. */
  readonly failed: GPUBuffer;
  /** Where results are read. */
  readonly staging: GPUBuffer;
  /** For each task its long tables, and all that its kernel is bound to. */
  readonly data: readonly GPUBuffer[];
  readonly bindings: readonly GPUBindGroup[];
  /** What the device had against it, once it is known. */
  readonly complaints: readonly Promise<GPUError | null>[];
}

/** Makes the buffers of a block, with its long tables and no failure in them. */
export function gpuBuffers({ device, layout }: Gpu, program: WgslProgram, particles: number): GpuBuffers {
  const { mapRead, copySource, copyTarget, uniform, storage } = usage;
  const buffer = (words: number, flags: number) =>
    device.createBuffer({ size: 4 * words, usage: flags | copyTarget });
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("validation");
  const numbers = program.width * particles;
  const run = buffer(runLength, uniform);
  const state = buffer(numbers, storage | copySource);
  const table = buffer(Math.max(mostRowWords, ...program.tasks.map(({ code }) => code.rowWords)), storage);
  const failed = buffer(1 + particles, storage | copySource);
  const staging = buffer(1 + Math.max(numbers, 1 + particles), mapRead);
  device.queue.writeBuffer(failed, 0, new Uint32Array(1 + particles).fill(never));
  const data = program.tasks.map(({ rows }) => {
    const words = tableWords(rows);
    const own = buffer(Math.max(1, words.length), storage);
    device.queue.writeBuffer(own, 0, words);
    return own;
  });
  const bindings = data.map((own) => {
    const bound = [run, state, table, own, failed];
    const entries = bound.map((b, binding) => ({ binding, resource: { buffer: b } }));
    return device.createBindGroup({ layout, entries });
  });
  const complaints = [device.popErrorScope(), device.popErrorScope()];
  return { run, state, table, failed, staging, data, bindings, complaints };
}
