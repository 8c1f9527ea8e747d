import type { WgslProgram } from "./compile-wgsl.ts";
import { type Gpu, usage } from "./gpu.ts";
import { workgroup } from "./kernel.ts";
import { Pace } from "./pace.ts";
import { rowWords } from "./row-words.ts";
import { tableWords } from "./table-words.ts";

/** Bytes of rows that a dispatch is handed at most. */
const mostRowBytes = 2 ** 20;
const never = 0xffffffff;

/** The particles that one block of a program may have on a device. */
export const blockCapacity = ({ limits }: GPUDevice, { width }: WgslProgram): number =>
  Math.floor(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / 4 / (width + 1)) - 1;

/** A block of particles in the memory of a device. Its numbers lie component after component. */
export class GpuBlock {
  readonly #gpu: Gpu;
  readonly #program: WgslProgram;
  readonly #pipelines: readonly GPUComputePipeline[];
  readonly #particles: number;
  readonly #pace: Pace;
  readonly #buffers: Readonly<Record<"run" | "state" | "table" | "failed" | "staging", GPUBuffer>>;
  readonly #data: readonly GPUBuffer[];
  readonly #bindings: readonly GPUBindGroup[];
  readonly #words = new Uint32Array(12);
  readonly #complaints: Promise<GPUError | null>[] = [];
  #serial = 0;

  constructor(gpu: Gpu, program: WgslProgram, pipelines: readonly GPUComputePipeline[], particles: number) {
    [this.#gpu, this.#program, this.#pipelines, this.#particles] = [gpu, program, pipelines, particles];
    const { device, layout } = gpu;
    this.#pace = new Pace(device.queue);
    const { mapRead, copySource, copyTarget, uniform, storage } = usage;
    const buffer = (words: number, flags: number) =>
      device.createBuffer({ size: 4 * words, usage: flags | copyTarget });
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("validation");
    const numbers = program.width * particles;
    const rowWordsOf = program.tasks.map(({ code }) => code.rowWords);
    this.#buffers = {
      run: buffer(this.#words.length, uniform),
      state: buffer(numbers, storage | copySource),
      table: buffer(Math.max(mostRowBytes / 4, ...rowWordsOf), storage),
      failed: buffer(1 + particles, storage | copySource),
      staging: buffer(Math.max(numbers, particles) + 1, mapRead),
    };
    const { run, state, table, failed } = this.#buffers;
    this.#data = program.tasks.map(({ rows }) => {
      const words = tableWords(rows);
      const data = buffer(Math.max(1, words.length), storage);
      device.queue.writeBuffer(data, 0, words);
      return data;
    });
    this.#bindings = this.#data.map((data) => {
      const bound = [run, state, table, data, failed];
      return device.createBindGroup({
        layout,
        entries: bound.map((b, binding) => ({ binding, resource: { buffer: b } })),
      });
    });
    device.queue.writeBuffer(failed, 0, new Uint32Array(1 + particles).fill(never));
    this.#complaints.push(device.popErrorScope(), device.popErrorScope());
  }

  /** Takes up the particles first, first + 1, ... */
  begin(seed: bigint, first: number): void {
    const low = (x: bigint) => Number(x & 0xffffffffn);
    const infinity = 0x7f800000;
    this.#words.set([low(seed), low(seed >> 32n), first, Math.floor(first / 2 ** 32), this.#particles]);
    this.#words[9] = infinity;
  }

  /** Sets some components of the state from row-major values. */
  write(offset: number, width: number, values: ArrayLike<number>): void {
    const n = this.#particles;
    const turned = new Float32Array(n * width);
    for (let j = 0; j < width; j++) for (let p = 0; p < n; p++) turned[j * n + p] = values[p * width + j];
    this.#gpu.device.queue.writeBuffer(this.#buffers.state, 4 * offset * n, turned);
  }

  /** Runs rows of a task, as many particles and rows at a time as the pace allows. */
  async run(task: number, row: number, rows: number): Promise<void> {
    const { code, rows: tables } = this.#program.tasks[task];
    const n = this.#particles;
    const cost = code.tableCosts.reduce((sum, own, t) => sum + own * tables[t][0].length, code.cost);
    const most = Math.max(1, Math.floor(mostRowBytes / 4 / code.rowWords));
    for (let done = 0; done < rows; ) {
      const room = Math.max(workgroup, Math.floor(this.#pace.budget / cost));
      const portion = Math.min(rows - done, most, Math.max(1, Math.floor(room / n)));
      for (let begin = 0; begin < n; begin += room) {
        const count = Math.min(room, n - begin);
        await this.#pace.room(cost * count * portion);
        this.#dispatch(task, row + done, portion, begin, count);
      }
      done += portion;
      this.#serial += portion;
    }
  }

  #dispatch(task: number, row: number, rows: number, begin: number, count: number): void {
    const { device } = this.#gpu;
    const { run, table } = this.#buffers;
    const groups = Math.ceil(count / workgroup);
    const across = Math.min(groups, device.limits.maxComputeWorkgroupsPerDimension);
    this.#words.set([begin, count, rows, this.#serial], 5);
    device.pushErrorScope("validation");
    device.queue.writeBuffer(run, 0, this.#words);
    device.queue.writeBuffer(table, 0, rowWords(this.#program.tasks[task], row, rows));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#pipelines[task]);
    pass.setBindGroup(0, this.#bindings[task]);
    pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    pass.end();
    device.queue.submit([encoder.finish()]);
    this.#complaints.push(device.popErrorScope());
  }

  async #copy(source: GPUBuffer, words: number): Promise<ArrayBuffer> {
    const { device } = this.#gpu;
    const { staging, failed } = this.#buffers;
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, 4 * words);
    encoder.copyBufferToBuffer(failed, 0, staging, 4 * words, 4);
    device.queue.submit([encoder.finish()]);
    for (const complaint of await Promise.all(this.#complaints.splice(0))) {
      if (complaint !== null) throw new Error(`the GPU refuses a run: ${complaint.message}`);
    }
    const read = staging.mapAsync(1, 0, 4 * words + 4);
    await read.catch((cause) => {
      throw new Error("the GPU gave no results back: it was lost or reset", { cause });
    });
    this.#pace.rest();
    const values = staging.getMappedRange(0, 4 * words + 4).slice(0);
    staging.unmap();
    return values;
  }

  /** The first `width` components of the state, and whether all positions were finite up to here. */
  async read(width: number): Promise<{ numbers: Float32Array; finite: boolean }> {
    const words = width * this.#particles;
    const copy = await this.#copy(this.#buffers.state, words);
    return { numbers: new Float32Array(copy, 0, words), finite: new Uint32Array(copy)[words] === never };
  }

  /** Of the rows run so far, the first after which a position was not finite, and the first such particle. */
  async failure(): Promise<{ serial: number; particle: number }> {
    const [serial, ...particles] = new Uint32Array(
      await this.#copy(this.#buffers.failed, 1 + this.#particles),
    );
    return { serial, particle: particles.indexOf(serial) };
  }

  destroy(): void {
    for (const buffer of [...Object.values(this.#buffers), ...this.#data]) buffer.destroy();
  }
}
