import { runBlock } from "../sampling/run-block.ts";
import type { SampleBlock, SampleFrames } from "../sampling/spec.ts";

/** A block of particles of one sampling. */
export const sample = (block: SampleBlock, report: (fraction: number) => void): Promise<SampleFrames> =>
  runBlock(block, report);
