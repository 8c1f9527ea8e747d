import type { Checkpoint } from "../../mnist/checkpoint-file.ts";
import type { Context } from "../simulation.ts";
import { checkpointWriter } from "./checkpoints.ts";
import type { TrainingClock } from "./training-clock.ts";

/** Seconds between two savings. */
const pause = 60;

interface Options {
  readonly clock: TrainingClock;
  readonly checkpoint: () => Checkpoint;
  /** The weights to draw digits with, as a file. */
  readonly weights: () => Uint8Array;
}

/** Saves a training now and then, and where it is stopped: a checkpoint to go on from, weights to draw digits with. */
export function trainingSaver(context: Context, { clock, checkpoint, weights }: Options) {
  const name = "weights.safetensors";
  const checkpoints = checkpointWriter(context);
  let saved = { step: -1, at: Number.NEGATIVE_INFINITY };
  let spoilt = false;
  checkpoints.atStop(() => (spoilt ? undefined : checkpoint()));
  context.rescue(name, () => (spoilt ? undefined : weights()));
  return {
    due: (): boolean => clock.elapsed() - saved.at > pause,
    async save(): Promise<void> {
      const { state } = checkpoint();
      if (saved.step === state.step) return;
      // a run whose last checkpoint is there is finished: its weights come first
      await context.file(name, weights());
      await checkpoints.save(checkpoint());
      saved = { step: state.step, at: clock.elapsed() };
    },
    /** Keeps the last state before the learning rate falls: this one, unless told. */
    keep: (last = checkpoint()): Promise<void> => checkpoints.keep(last),
    /** From now on nothing is saved: the state is no good. Returns the step of the last one that is. */
    spoil(): number {
      spoilt = true;
      return saved.step;
    },
  };
}
