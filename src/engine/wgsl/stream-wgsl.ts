import { checkSeed, integer } from "../../check.ts";
import { diverged } from "../../diverged.ts";
import { UsageError } from "../../refusal.ts";
import type { WgslProgram } from "./compile-wgsl.ts";
import { gpuOf } from "./gpu.ts";
import { GpuBlock } from "./gpu-block.ts";
import { mostParticles } from "./gpu-buffers.ts";

export interface GpuPart {
  readonly seed: bigint;
  /** Positions at the first time, particles x dimension. */
  readonly start: Float64Array | Float32Array;
  /** The address of the first particle; 0 by default. */
  readonly first?: number;
  /** Particles that are moved together; it changes no result. By default as many as the device holds. */
  readonly block?: number;
}

/** Is handed row-major values of the particles begin, begin + 1, ..., once they are there. */
export type Visit = (frame: number, begin: number, positions: Float32Array) => void | Promise<void>;

/** Row-major values of an entry. */
function rowMajor(numbers: Float32Array, particles: number, offset: number, width: number): Float32Array {
  const values = new Float32Array(particles * width);
  for (let j = 0; j < width; j++) {
    const at = (offset + j) * particles;
    for (let p = 0; p < particles; p++) values[p * width + j] = numbers[at + p];
  }
  return values;
}

/** Names the particle and the interval of a failure; `serial` counts the rows that the schedule runs. */
async function nameDivergence(program: WgslProgram, block: GpuBlock, first: number): Promise<never> {
  const { schedule, tasks, grid } = program;
  let { serial, particle } = await block.failure();
  for (let i = 0; i < schedule.length; i += 3) {
    const [task, row, rows] = schedule.slice(i, i + 3);
    if (serial < rows) {
      const { address, addresses } = tasks[task].table;
      const k = address[(row + serial) * addresses];
      diverged(first + particle, { t0: grid[k], t1: grid[k + 1], k });
    }
    serial -= rows;
  }
  throw new Error("a position was not finite after a step that there is not");
}

/**
 * Runs a compiled program on a GPU and hands each frame over when it is there, block of particles by block. The same words and
 * uniforms as everywhere, normals and positions to the rounding of float32. It asks for no more than about a tenth of a second of work at a time.
 *
 * @returns the entries of the state at the end
 * @throws DivergenceError at a frame, with the first step after which a position of a block was not finite
 */
export async function streamWgsl(
  device: GPUDevice,
  program: WgslProgram,
  { seed, start, first = 0, block: asked }: GpuPart,
  visit: Visit,
): Promise<Readonly<Record<string, Float32Array>>> {
  const { dimension: d, width, entries, schedule, stops, tasks } = program;
  const particles = start.length / d;
  if (!Number.isInteger(particles) || particles === 0) {
    throw new UsageError({ what: "start", got: `${start.length} numbers`, expected: `rows of ${d}` });
  }
  checkSeed(seed);
  integer("first particle", first, { min: 0, max: 2 ** 40 - particles });
  const gpu = gpuOf(device);
  const pipelines = await Promise.all(tasks.map(({ code }) => gpu.pipeline(code.text)));
  const capacity = mostParticles(device, program);
  const size = Math.min(capacity, integer("block", asked ?? capacity, { min: 1 }));
  const state = Object.fromEntries(
    entries.map(({ name, width: w }) => [name, new Float32Array(particles * w)]),
  );
  for (let begin = 0; begin < particles; begin += size) {
    const n = Math.min(size, particles - begin);
    const block = new GpuBlock(gpu, program, pipelines, { seed, first: first + begin, particles: n });
    try {
      block.write(d, start.subarray(begin * d, (begin + n) * d));
      let done = 0;
      for (const { done: to, frames } of stops) {
        for (let i = 3 * done; i < 3 * to; i += 3) {
          await block.run(schedule[i], schedule[i + 1], schedule[i + 2]);
        }
        const { numbers, finite } = await block.read(d);
        if (!finite) await nameDivergence(program, block, first + begin);
        for (const frame of frames) await visit(frame, begin, rowMajor(numbers, n, 0, d));
        done = to;
      }
      const { numbers } = await block.read(width);
      for (const { name, offset, width: w } of entries) {
        state[name].set(rowMajor(numbers, n, offset, w), begin * w);
      }
    } finally {
      block.destroy();
    }
  }
  return state;
}
