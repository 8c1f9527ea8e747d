import { readFile } from "node:fs/promises";
import type { NdArray } from "ndarray";
import type { ReportSection } from "../../../plots/index.ts";
import { asSimulation } from "../../../sims/course/as-simulation.ts";
import type { CourseEntry, CourseNumber } from "../../../sims/course/entry.ts";
import { quickened } from "../../../sims/course/quickened.ts";
import type { Networks } from "../../../sims/networks.ts";
import { testDigits, trainingDigits } from "../../../sims/node/digits-data.ts";
import { networksOf } from "../../../sims/node/networks.ts";
import type { Context } from "../../../sims/simulation.ts";
import { inProcess } from "../in-process.ts";

/** What a run of an entry left, in this process. */
export interface EntryRun {
  readonly numbers: readonly CourseNumber[];
  readonly sections: readonly ReportSection[];
  readonly arrays: ReadonlyMap<string, NdArray>;
  /** What the tasks returned, in the order in which they were asked for. */
  readonly results: readonly unknown[];
}

type Compute = (index: number, run: () => Promise<unknown>) => Promise<unknown>;

/** Nothing is trained here. */
export const networksHere = networksOf({ path: "", threads: 1, quiet: true, hold() {} });

/** Runs the quick form of an entry, on WebAssembly where it computes with tensors; `compute` may put something else in the place of what a task returns, `networks` in that of the package's. */
export async function runEntry(
  entry: CourseEntry,
  settings: Readonly<Record<string, unknown>> = {},
  compute: Compute = (_, run) => run(),
  networks: Networks = networksHere,
): Promise<EntryRun> {
  let numbers: readonly CourseNumber[] = [];
  const sections: ReportSection[] = [];
  const arrays = new Map<string, NdArray>();
  const results: unknown[] = [];
  let asked = 0;
  const context = {
    ...inProcess,
    signal: new AbortController().signal,
    metric() {},
    rescue() {},
    cite() {},
    file: async () => {},
    input: (path: string) => readFile(path),
    networks: async () => networks,
    figure: async () => {},
    array: async (name: string, values: NdArray) => void arrays.set(name, values),
    digits: (part: "training" | "test") => (part === "training" ? trainingDigits() : testDigits()),
    report: (section: ReportSection) => void sections.push(section),
    compute: async (task: string, input: unknown) => {
      const index = asked++;
      results[index] = await compute(index, () => inProcess.compute(task, input));
      return results[index];
    },
  } as unknown as Context;
  const quick = quickened(entry);
  const simulation = asSimulation(quick, (all) => {
    numbers = all;
  });
  await simulation.run(quick.config.parse({ backend: "wasm", ...settings }), context);
  return { numbers, sections, arrays, results };
}

/** A fault in a sampler: every third number of the arrays that a task returned has nearly the opposite sign, numbers in lists are larger. */
export function spoilt(result: unknown): unknown {
  if (result instanceof Float64Array || result instanceof Float32Array) {
    return result.map((value, i) => (i % 3 === 0 ? 0.05 - 0.9 * value : value));
  }
  if (Array.isArray(result)) return result.map((v) => (typeof v === "number" ? 1.2 * v : spoilt(v)));
  if (typeof result !== "object" || result === null || ArrayBuffer.isView(result)) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, spoilt(value)]));
}
