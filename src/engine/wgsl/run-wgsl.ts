import type { WgslProgram } from "./compile-wgsl.ts";
import { type GpuPart, streamWgsl } from "./stream-wgsl.ts";

export interface GpuOutcome {
  /** Positions, frames x particles x dimension. */
  readonly frames: Float32Array;
  /** The entries of the state at the end, particles x width each. */
  readonly state: Readonly<Record<string, Float32Array>>;
}

/** Runs a compiled program on a GPU and keeps all of its frames; see `streamWgsl`. */
export async function runWgsl(device: GPUDevice, program: WgslProgram, part: GpuPart): Promise<GpuOutcome> {
  const { stops, dimension } = program;
  const count = stops.reduce((sum, { frames }) => sum + frames.length, 0);
  const frames = new Float32Array(count * part.start.length);
  const state = await streamWgsl(device, program, part, (frame, begin, positions) => {
    frames.set(positions, frame * part.start.length + begin * dimension);
  });
  return { frames, state };
}
