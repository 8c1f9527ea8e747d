import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "../../mnist/checkpoint-file.ts";
import type { Context } from "../simulation.ts";
import { readInput } from "./read-input.ts";

/** The folder of a run that holds them. */
const folder = "checkpoints";

/** Two names in turn: while one is written, the other holds the one before. */
const turns = [`${folder}/a.safetensors`, `${folder}/b.safetensors`];

/** Writes checkpoints so that at every moment at least one of those before is whole. */
export function checkpointWriter(context: Pick<Context, "file" | "rescue">) {
  let turn = 0;
  return {
    async save(checkpoint: Checkpoint): Promise<void> {
      await context.file(turns[turn++ % turns.length], encodeCheckpoint(checkpoint));
    },
    /** The last one that a run has at its full learning rate: a longer training goes on from there. */
    async keep(checkpoint: Checkpoint): Promise<void> {
      await context.file(`${folder}/before-fall.safetensors`, encodeCheckpoint(checkpoint));
    },
    /** What is written where the run is stopped; undefined for nothing. */
    atStop(checkpoint: () => Checkpoint | undefined): void {
      context.rescue(`${folder}/stopped.safetensors`, () => {
        const last = checkpoint();
        return last && encodeCheckpoint(last);
      });
    },
  };
}

/** Bytes of a checkpoint of a hundred million weights. */
const largest = 2000e6;

export interface Checkpoints {
  /** The newest first. */
  readonly whole: readonly Checkpoint[];
  /** What is wrong with each that is damaged. */
  readonly damaged: readonly string[];
}

/** The checkpoints in the folder of a run; none where it was stopped before its first. */
export async function readCheckpoints(run: string): Promise<Checkpoints> {
  const names = await readdir(join(run, folder)).catch(() => []);
  const whole: Checkpoint[] = [];
  const damaged: string[] = [];
  for (const name of names.filter((name) => name.endsWith(".safetensors")).sort()) {
    const path = join(run, folder, name);
    try {
      const bytes = await readInput(path, { what: `checkpoint ${path}`, expected: "a file", most: largest });
      whole.push(decodeCheckpoint(bytes, path));
    } catch (error) {
      damaged.push((error as Error).message);
    }
  }
  return { whole: whole.sort((a, b) => b.state.step - a.state.step), damaged };
}
