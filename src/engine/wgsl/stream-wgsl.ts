import { checkSeed, integer } from "../../check.ts";
import { diverged } from "../../diverged.ts";
import { UsageError } from "../../refusal.ts";
import type { WgslProgram } from "./compile-wgsl.ts";
import { gpuOf } from "./gpu.ts";
import { type GpuAddress, GpuBlock } from "./gpu-block.ts";
import { mostParticles } from "./most-particles.ts";

export interface GpuPart {
  readonly seed: bigint;
  /** Positions at the first time, particles x dimension. */
  readonly start: Float64Array | Float32Array;
  /** The address of the first particle; 0 by default. */
  readonly first?: number;
  /** Particles that are moved together; it changes no result. By default, and at most, as many as the device holds. */
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

/** Runs the whole schedule for the particles of a block; `visit` is handed their positions at each frame. */
async function runBlock(
  program: WgslProgram,
  block: GpuBlock,
  { first, particles }: GpuAddress,
  visit: (frame: number, positions: Float32Array) => void | Promise<void>,
): Promise<void> {
  const { dimension: d, schedule, stops } = program;
  let done = 0;
  for (const { done: to, frames } of stops) {
    for (let i = 3 * done; i < 3 * to; i += 3) {
      await block.run(schedule[i], schedule[i + 1], schedule[i + 2]);
    }
    const { numbers, finite } = await block.read(d);
    if (!finite) await nameDivergence(program, block, first);
    for (const frame of frames) await visit(frame, rowMajor(numbers, particles, 0, d));
    done = to;
  }
}

/**
 * Runs a compiled program on a GPU and hands each frame over when it is there, block of particles by block. The same words and
 * uniforms as everywhere, normals and positions to the rounding of float32. About a tenth of a second of work is under way at a time, and
 * none is while `visit` is waited for.
 *
 * @param device which the caller has asked an adapter for; it may be used for other things as well
 * @returns the entries of the state at the end
 * @throws DivergenceError at a frame, with the first step after which a position of a block was not finite
 */
export async function streamWgsl(
  device: GPUDevice,
  program: WgslProgram,
  { seed, start, first = 0, block: asked }: GpuPart,
  visit: Visit,
): Promise<Readonly<Record<string, Float32Array>>> {
  const { dimension: d, width, entries, tasks } = program;
  const particles = start.length / d;
  if (!Number.isInteger(particles) || particles === 0) {
    throw new UsageError({ what: "start", got: `${start.length} numbers`, expected: `rows of ${d}` });
  }
  checkSeed(seed);
  integer("first particle", first, { min: 0, max: 2 ** 40 - particles });
  const most = integer("block", asked ?? particles, { min: 1 });
  const size = Math.min(most, mostParticles(device, program));
  const gpu = gpuOf(device);
  const pipelines = await Promise.all(tasks.map(({ code }) => gpu.pipeline(code.text)));
  const state = Object.fromEntries(
    entries.map(({ name, width: w }) => [name, new Float32Array(particles * w)]),
  );
  for (let begin = 0; begin < particles; begin += size) {
    const n = Math.min(size, particles - begin);
    const address = { seed, first: first + begin, particles: n };
    const block = new GpuBlock(gpu, program, pipelines, address);
    try {
      block.write(d, start.subarray(begin * d, (begin + n) * d));
      await runBlock(program, block, address, (frame, positions) => visit(frame, begin, positions));
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
