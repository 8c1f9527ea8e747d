import type { WgslProgram } from "./compile-wgsl.ts";
import type { Gpu } from "./gpu.ts";
import { type GpuBuffers, gpuBuffers, mostRowWords, never } from "./gpu-buffers.ts";
import { workgroup } from "./kernel.ts";
import { Pace } from "./pace.ts";
import { rowWords } from "./row-words.ts";

/** Bits of Infinity in float32. */
const infinity = 0x7f800000;
/** GPUMapMode.READ */
const mapRead = 1;
const low = (x: bigint): number => Number(x & 0xffffffffn);

/** Where the noise of a block lies, and how many particles it has. */
export interface GpuAddress {
  readonly seed: bigint;
  readonly first: number;
  readonly particles: number;
}

/** A block of particles in the memory of a device, whose state is all zeros at first. */
export class GpuBlock {
  readonly #device: GPUDevice;
  readonly #program: WgslProgram;
  readonly #pipelines: readonly GPUComputePipeline[];
  readonly #address: GpuAddress;
  readonly #buffers: GpuBuffers;
  readonly #pace: Pace;
  readonly #complaints: Promise<GPUError | null>[];
  /** Rows run so far. */
  #serial = 0;

  /** @param pipelines those of the program's tasks */
  constructor(gpu: Gpu, program: WgslProgram, pipelines: readonly GPUComputePipeline[], address: GpuAddress) {
    this.#device = gpu.device;
    this.#program = program;
    this.#pipelines = pipelines;
    this.#address = address;
    this.#buffers = gpuBuffers(gpu, program, address.particles);
    this.#pace = new Pace(gpu.device.queue);
    this.#complaints = [...this.#buffers.complaints];
  }

  /** Sets the first `width` components of the state from row-major values. */
  write(width: number, values: ArrayLike<number>): void {
    const n = this.#address.particles;
    const turned = new Float32Array(n * width);
    for (let j = 0; j < width; j++) {
      for (let p = 0; p < n; p++) turned[j * n + p] = values[p * width + j];
    }
    this.#device.queue.writeBuffer(this.#buffers.state, 0, turned);
  }

  /** Runs rows of a task, as many particles and rows at a time as the pace allows. */
  async run(task: number, row: number, rows: number): Promise<void> {
    const { code, rows: tables } = this.#program.tasks[task];
    const n = this.#address.particles;
    const cost = code.tableCosts.reduce((sum, own, t) => sum + own * tables[t][0].length, code.cost);
    const most = Math.max(1, Math.floor(mostRowWords / code.rowWords));
    for (let done = 0; done < rows; ) {
      const room = Math.max(workgroup, Math.floor(this.#pace.budget / cost));
      const portion = Math.min(rows - done, most, Math.max(1, Math.floor(room / n)));
      for (let begin = 0; begin < n; begin += room) {
        const count = Math.min(room, n - begin);
        await this.#pace.room(cost * count * portion);
        this.#dispatch(task, [row + done, portion], [begin, count]);
      }
      done += portion;
      this.#serial += portion;
    }
  }

  #dispatch(task: number, [row, rows]: [number, number], [begin, count]: [number, number]): void {
    const { seed, first, particles } = this.#address;
    const { run, table, bindings } = this.#buffers;
    const { queue, limits } = this.#device;
    const address = [low(seed), low(seed >> 32n), first, Math.floor(first / 2 ** 32)];
    const words = Uint32Array.of(...address, particles, begin, count, rows, this.#serial, infinity);
    const groups = Math.ceil(count / workgroup);
    const across = Math.min(groups, limits.maxComputeWorkgroupsPerDimension);
    this.#device.pushErrorScope("validation");
    queue.writeBuffer(run, 0, words);
    queue.writeBuffer(table, 0, rowWords(this.#program.tasks[task], row, rows));
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#pipelines[task]);
    pass.setBindGroup(0, bindings[task]);
    pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    pass.end();
    queue.submit([encoder.finish()]);
    this.#complaints.push(this.#device.popErrorScope());
  }

  /** The first words of a buffer, then the first word of `failed`. */
  async #copy(source: GPUBuffer, words: number): Promise<ArrayBuffer> {
    const { staging, failed } = this.#buffers;
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, 4 * words);
    encoder.copyBufferToBuffer(failed, 0, staging, 4 * words, 4);
    this.#device.queue.submit([encoder.finish()]);
    for (const complaint of await Promise.all(this.#complaints.splice(0))) {
      if (complaint !== null) throw new Error(`the GPU refuses a run: ${complaint.message}`);
    }
    await staging.mapAsync(mapRead).catch((cause) => {
      throw new Error("the GPU gave no results back: it was lost or reset", { cause });
    });
    this.#pace.rest();
    const values = staging.getMappedRange().slice(0, 4 * words + 4);
    staging.unmap();
    return values;
  }

  /** The first `width` components of the state, one after the other, and whether each position was finite so far. */
  async read(width: number): Promise<{ numbers: Float32Array; finite: boolean }> {
    const words = width * this.#address.particles;
    const copy = await this.#copy(this.#buffers.state, words);
    return { numbers: new Float32Array(copy, 0, words), finite: new Uint32Array(copy)[words] === never };
  }

  /** Of the rows run so far, the first after which a position was not finite, and the first such particle. */
  async failure(): Promise<{ serial: number; particle: number }> {
    const words = new Uint32Array(await this.#copy(this.#buffers.failed, 1 + this.#address.particles));
    return { serial: words[0], particle: words.indexOf(words[0], 1) - 1 };
  }

  destroy(): void {
    const { run, state, table, failed, staging, data } = this.#buffers;
    for (const buffer of [run, state, table, failed, staging, ...data]) buffer.destroy();
  }
}
