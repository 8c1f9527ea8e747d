import { availableParallelism, cpus } from "node:os";

/** Milliseconds of all processors since they started: at work, and in all. */
function clocks(): { busy: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, t) => sum + t.idle, 0);
  const all = times.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.irq + t.idle, 0);
  return { busy: all - idle, all };
}

/**
 * Does something, and says which share of the time of the processors that it may use others had meanwhile, as if they had kept to
 * those: the clocks are of the whole machine, of which a container may have a part. 0 where the machine does not tell.
 */
export async function besideOthers<T extends { readonly cpuSeconds: number }>(
  work: () => Promise<T>,
): Promise<T & { readonly others: number }> {
  const before = clocks();
  const found = await work();
  const after = clocks();
  const all = after.all - before.all;
  const theirs = after.busy - before.busy - 1000 * found.cpuSeconds;
  const ours = (all * availableParallelism()) / cpus().length;
  return { ...found, others: all > 0 ? Math.min(1, Math.max(0, theirs / ours)) : 0 };
}
