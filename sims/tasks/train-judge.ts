import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import type { Digits } from "../../mnist/data.ts";
import { trainJudge } from "../../mnist/train-judge.ts";

export interface JudgeTraining {
  readonly backend: BackendChoice;
  readonly digits: Digits;
  readonly seed: bigint;
  readonly epochs: number;
}

/** A trained judge: its weights, and the loss of each step. */
export interface TrainedJudge {
  readonly weights: Float32Array;
  readonly losses: Float32Array;
}

export async function trainJudgeTask(
  { backend, digits, seed, epochs }: JudgeTraining,
  report: (fraction: number) => void,
): Promise<TrainedJudge> {
  const losses: number[] = [];
  const weights = await trainJudge(await loadBackend(backend), digits, seed, epochs, (loss, done, total) => {
    losses.push(loss);
    report(done / total);
  });
  return { weights, losses: Float32Array.from(losses) };
}
