/** The bits of GPUBufferUsage. */
export const usage = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
/** GPUShaderStage.COMPUTE */
const compute = 4;
const mostPipelines = 256;

/** A device with the pipelines that it has compiled, by their text; the one that was used longest ago is forgotten first. */
export class Gpu {
  readonly device: GPUDevice;
  readonly layout: GPUBindGroupLayout;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.device = device;
    const types = ["uniform", "storage", "read-only-storage", "read-only-storage", "storage"] as const;
    const entries = types.map((type, binding) => ({ binding, visibility: compute, buffer: { type } }));
    this.layout = device.createBindGroupLayout({ entries });
  }

  pipeline(text: string): Promise<GPUComputePipeline> {
    const pipeline = this.#pipelines.get(text) ?? this.#compile(text);
    this.#pipelines.delete(text);
    this.#pipelines.set(text, pipeline);
    for (const old of [...this.#pipelines.keys()].slice(0, -mostPipelines)) this.#pipelines.delete(old);
    return pipeline;
  }

  async #compile(code: string): Promise<GPUComputePipeline> {
    const { device } = this;
    const module = device.createShaderModule({ code });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [this.layout] });
    try {
      return await device.createComputePipelineAsync({ layout, compute: { module, entryPoint: "main" } });
    } catch (cause) {
      const { messages } = await module.getCompilationInfo();
      const why = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join("; ");
      throw new Error(`the GPU refuses a kernel: ${why || String(cause)}`, { cause });
    }
  }
}

const gpus = new WeakMap<GPUDevice, Gpu>();

/** The one of a device. */
export function gpuOf(device: GPUDevice): Gpu {
  const gpu = gpus.get(device) ?? new Gpu(device);
  gpus.set(device, gpu);
  return gpu;
}
