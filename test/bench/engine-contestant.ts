import type { Contestant } from "./contestant.ts";
import type { Engine, Prepared } from "./engine.ts";
import type { Problem } from "./problem.ts";
import { median } from "./statistics.ts";

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

/** New grids that are prepared one after the other; the median is what one costs in a program that runs. */
const newGrids = 15;

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
      const again: { readonly seconds: number; readonly kernels?: number | undefined }[] = [];
      for (let i = 1; i <= newGrids; i++) {
        const other = grid.map((t) => 0.99 ** i * t);
        const [next, seconds] = await timed(() => engine.prepare(problem, other, threads));
        again.push({ seconds, kernels: next.kernels });
        await next.close?.();
      }
      await repeat();
      const kernels = again.some((next) => next.kernels === undefined)
        ? undefined
        : Math.max(...again.map((next) => next.kernels as number));
      const seconds = median(again.map((next) => next.seconds));
      const newGrid = { secondsPerStep: seconds / steps, ...(kernels !== undefined && { kernels }) };
      return { compileSeconds, newGrid };
    },
    repeat,
    async close() {
      await prepared?.close?.();
    },
  };
}
