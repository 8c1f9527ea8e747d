import type { Context, Task } from "../../sims/simulation.ts";
import { tasks } from "../../sims/tasks/index.ts";

/** A context that runs every task at once and in this process, and drops what it is told. */
export const inProcess = {
  threads: 1,
  memory: 4e9,
  progress() {},
  number() {},
  engine() {},
  say() {},
  compute: async (name: keyof typeof tasks, input: never) => (tasks[name] as Task)(input, () => {}),
} as unknown as Context;
