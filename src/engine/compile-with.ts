import { evaluateKernel } from "../formula/kernels.ts";
import { checkGrid, type Grid } from "../grids/grid.ts";
import { locate } from "../grids/locate.ts";
import type { Compiler } from "./backend.ts";
import { plan, type Task } from "./plan.ts";
import type { Program, TaskTable } from "./program.ts";
import { type StepGraph, stepGraph } from "./step-graph.ts";
import { type Make, trace } from "./trace.ts";

/** What of a run is compiled, and what of it is kept. */
export interface CompileOptions {
  /** d */
  readonly dimension: number;
  readonly grid: Grid;
  /** Times to keep, each a point of the grid (to 1e-9 of its span); without it the last one only. */
  readonly times?: readonly number[];
  /** Entries of the state to keep besides the position, such as "accepted"; those that it does not have are left out. */
  readonly entries?: readonly string[];
}

interface Kernel<Code = unknown> {
  readonly graph: StepGraph;
  readonly code: Code;
}

/** Kernels by compiler and key; the one that was used longest ago is forgotten first. */
const kernels = new Map<string, Promise<Kernel>>();
const mostKernels = 256;

function tableOf({ columns }: StepGraph, { numbers, address, section }: Task): TaskTable {
  const addresses = section.addresses;
  const rows = address.length / addresses;
  const width = columns?.outputs.length ?? 0;
  const values = new Float64Array(rows * width);
  if (columns !== undefined) evaluateKernel(columns)(rows, 0, [], values, [new Float64Array(numbers)]);
  return { columns: width, values, addresses, address: new Float64Array(address) };
}

/** The kernel of a task, and whether it had to be compiled. */
function kernelOf<Code>(
  compiler: Compiler<Code>,
  task: Task,
  shape: Pick<Program, "width" | "dimension">,
): { readonly kernel: Promise<Kernel<Code>>; readonly isNew: boolean } {
  const contents = compiler.sharesTables ? "" : task.tables.map(({ id }) => id).join();
  const key = `${compiler.name} ${shape.dimension} ${shape.width} ${contents} ${task.section.key}`;
  const known = kernels.get(key) as Promise<Kernel<Code>> | undefined;
  const compile = async (): Promise<Kernel<Code>> => {
    const graph = stepGraph(task);
    return { graph, code: await compiler.code(graph, shape) };
  };
  const kernel = known ?? compile();
  kernels.delete(key);
  kernels.set(key, kernel);
  if (known === undefined) kernel.catch(() => kernels.delete(key));
  return { kernel, isNew: known === undefined };
}

/** Writes down the steps of a run, cuts them into sections, and compiles those that are not known yet. */
export async function compileWith<Code>(
  compiler: Compiler<Code>,
  make: Make,
  options: CompileOptions,
): Promise<Omit<Program<Code>, "engine">> {
  const { dimension, times, entries: asked = [] } = options;
  const grid = Float64Array.from(checkGrid(options.grid));
  const due = [...locate(grid, times ?? [grid[grid.length - 1]])].sort(([a], [b]) => a - b);
  const points = due.map(([point]) => point);
  const { entries, width, tasks, schedule, stops } = plan(trace(make, dimension, grid), asked, points);
  const found = tasks.map((task) => kernelOf(compiler, task, { width, dimension }));
  const ready = await Promise.all(found.map(({ kernel }) => kernel));
  for (const key of [...kernels.keys()].slice(0, -mostKernels)) kernels.delete(key);
  return {
    dimension,
    width,
    entries,
    tasks: tasks.map((task, i) => ({
      code: ready[i].code,
      table: tableOf(ready[i].graph, task),
      rows: task.tables.map(({ columns }) => columns),
    })),
    schedule,
    stops: stops.map((done, i) => ({ done, frames: due[i][1] })),
    grid,
    compiled: found.filter(({ isNew }) => isNew).length,
  };
}
