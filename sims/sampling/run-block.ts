import { type Program, runProgram } from "../../src/engine/index.ts";
import { arraySpace } from "../../src/index.ts";
import { runOnArrays } from "./run-on-arrays.ts";
import type { SampleBlock, SampleFrames } from "./spec.ts";
import { startOf } from "./start-of.ts";
import { subjectOf } from "./subject.ts";

type Progress = (fraction: number) => void;

/** Runs a block of particles from `x` by a compiled program. */
function runCompiled(program: Program, { seed, first }: SampleBlock, x: Float64Array, progress?: Progress) {
  const { frames, others, state } = runProgram(
    program,
    { seed, first, start: x, keepState: true },
    { entries: ["momentum"], ...(progress && { progress }) },
  );
  const accepted = state?.accepted?.reduce((sum, a) => sum + a, 0);
  return {
    frames,
    ...(others?.momentum !== undefined && { momenta: others.momentum }),
    ...(accepted !== undefined && { accepted }),
  };
}

/** Runs a block of particles of a spec: by its program where it has one, on the array space otherwise. */
export async function runBlock(block: SampleBlock, progress?: Progress): Promise<SampleFrames> {
  const subject = await subjectOf(block);
  const { dimension } = subject;
  const { particles, first, program } = block;
  const space = arraySpace({ particles, dimension, first });
  const x = startOf(space, subject, block);
  const found =
    program === undefined
      ? await runOnArrays(space, subject, block, x, progress)
      : runCompiled(program, block, x, progress);
  return { dimension, ...found };
}
