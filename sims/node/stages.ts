import type { Progress } from "./progress.ts";

export interface Stages {
  /** What a simulation tells: `done` out of `total` of the stage `label`. */
  tell(label: string, done: number, total: number, note?: string): void;
  /** Takes a task into the stage that is under way; returns where it reports its own fraction. */
  task(name: string): (fraction: number) => void;
}

interface Stage {
  readonly label: string;
  total: number;
  done: number;
  /** Of each task that was begun in this stage. */
  readonly fractions: number[];
}

/**
 * Joins what a simulation tells with what its tasks report: a stage is as far as the further of the two. Tasks
 * outside a stage make one of their own, by their name.
 */
export function stages(progress: Progress): Stages {
  let current: Stage | undefined;
  const show = (stage: Stage, note?: string): void => {
    const { label, total, done, fractions } = stage;
    const mean = fractions.reduce((sum, f) => sum + f, 0) / Math.max(1, fractions.length);
    progress.show(label, Math.max(done, mean * total), total, note);
  };
  return {
    tell(label, done, total, note) {
      if (current?.label !== label || current.done >= current.total) {
        current = { label, total, done, fractions: [] };
      }
      Object.assign(current, { done, total });
      show(current, note);
    },
    task(name) {
      const open = current !== undefined && current.done < current.total ? current : undefined;
      const stage: Stage = open ?? { label: name, total: 1, done: 0, fractions: [] };
      if (open === undefined) current = stage;
      const at = stage.fractions.push(0) - 1;
      return (fraction) => {
        stage.fractions[at] = fraction;
        const whole = stage.label === name && stage.fractions.every((f) => f >= 1);
        if (whole) stage.done = stage.total;
        show(stage);
      };
    },
  };
}
