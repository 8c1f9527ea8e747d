export interface TrainingClock {
  /** Seconds that training has taken so far, in all. */
  elapsed(): number;
  /** Those of its steps. */
  seconds(): number;
  /** Does something that is no step. */
  pause(work: () => Promise<void>): Promise<void>;
}

/** @param before `seconds` and `elapsed` of a run that is gone on with, as its checkpoint has them */
export function trainingClock(before: Readonly<Record<string, string>>): TrainingClock {
  const began = performance.now();
  const { seconds = "0", elapsed: earlier = "0" } = before;
  let paused = 0;
  const since = (): number => (performance.now() - began) / 1000;
  return {
    elapsed: () => Number(earlier) + since(),
    seconds: () => Number(seconds) + since() - paused,
    async pause(work) {
      const from = since();
      await work();
      paused += since() - from;
    },
  };
}
