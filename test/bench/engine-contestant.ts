import type { Contestant } from "./contestant.ts";
import type { Engine, Prepared } from "./engine.ts";
import type { Problem } from "./problem.ts";

interface Run {
  readonly particles: number;
  readonly steps: number;
  readonly start: Float64Array;
  readonly threads: number;
}

async function timed<T>(body: () => Promise<T>): Promise<[result: T, seconds: number]> {
  const begin = performance.now();
  const result = await body();
  return [result, (performance.now() - begin) / 1000];
}

function meanSquare(x: ArrayLike<number>, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return (sum * dimension) / x.length;
}

/** An engine of ours on one problem with one number of threads. */
export function engineContestant(
  engine: Engine,
  problem: Problem,
  { particles, steps, start, threads }: Run,
): Contestant {
  const { name, precision } = engine;
  const grid = problem.grid(steps);
  let prepared: Prepared | undefined;
  let seed = 8n;
  const repeat = async () => {
    const task = { particles, seed: seed++, start };
    const [x, seconds] = await timed(async () => (prepared as Prepared).run(task));
    return { seconds, secondMoment: meanSquare(x, problem.dimension) };
  };
  return {
    contestant: name,
    title: name,
    kind: "engine",
    precision,
    threads,
    async prepare() {
      const [first, compileSeconds] = await timed(() => engine.prepare(problem, grid, threads));
      prepared = first;
      const other = grid.map((t) => 0.99 * t);
      const [again, seconds] = await timed(() => engine.prepare(problem, other, threads));
      await again.close?.();
      await repeat();
      const { kernels } = again;
      const newGrid = { secondsPerStep: seconds / steps, ...(kernels !== undefined && { kernels }) };
      return { compileSeconds, newGrid };
    },
    repeat,
    async close() {
      await prepared?.close?.();
    },
  };
}
