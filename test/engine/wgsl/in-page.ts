// Runs in the page of a browser: what the package exports, on the page's device.
import type { WgslProgram } from "../../../src/engine/wgsl/compile-wgsl.ts";
import { runWgsl } from "../../../src/engine/wgsl/run-wgsl.ts";
import type { GpuPart } from "../../../src/engine/wgsl/stream-wgsl.ts";

const adapter = await navigator.gpu?.requestAdapter();
const device = await adapter?.requestDevice();

/** What the page can be asked to do. */
export interface InPage {
  /** Whether there is a GPU, or something that plays one. */
  readonly ready: boolean;
  run(program: WgslProgram, part: GpuPart): ReturnType<typeof runWgsl>;
  /** Runs a program on the line 0, 1, 2, ... and returns how many positions are not `factor` times as much. */
  line(program: WgslProgram, particles: number, factor: number): Promise<number>;
  /** Runs a shader with an invocation for each of `count` and returns its words: binding 1 from binding 0. */
  compute(code: string, input: Uint32Array<ArrayBuffer>, count: number, words: number): Promise<Uint32Array>;
}

async function compute(
  gpu: GPUDevice,
  code: string,
  input: Uint32Array<ArrayBuffer>,
  count: number,
  words: number,
): Promise<Uint32Array> {
  const module = gpu.createShaderModule({ code });
  const pipeline = await gpu.createComputePipelineAsync({ layout: "auto", compute: { module } });
  const [source, target, read] = [
    [input.length, 128 | 8],
    [words, 128 | 4],
    [words, 8 | 1],
  ].map(([length, usage]) => gpu.createBuffer({ size: 4 * length, usage }));
  gpu.queue.writeBuffer(source, 0, input);
  const entries = [source, target].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(Math.ceil(count / 64));
  pass.end();
  encoder.copyBufferToBuffer(target, 0, read, 0, 4 * words);
  gpu.queue.submit([encoder.finish()]);
  await read.mapAsync(1);
  return new Uint32Array(read.getMappedRange().slice(0));
}

async function line(
  gpu: GPUDevice,
  program: WgslProgram,
  particles: number,
  factor: number,
): Promise<number> {
  const start = Float32Array.from({ length: particles }, (_, p) => p);
  const { frames } = await runWgsl(gpu, program, { seed: 1n, start });
  return frames.reduce((wrong, x, p) => wrong + (x === factor * p ? 0 : 1), 0);
}

const page: InPage = {
  ready: device !== undefined,
  run: (program, part) => runWgsl(device as GPUDevice, program, part),
  line: (...args) => line(device as GPUDevice, ...args),
  compute: (...args) => compute(device as GPUDevice, ...args),
};
Object.assign(globalThis, { page });
