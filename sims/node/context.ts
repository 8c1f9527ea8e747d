import type { Figure, ReportSection } from "../../plots/index.ts";
import type { NamedFigure } from "../../plots/page/figure-element.ts";
import type { Context, Json } from "../simulation.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";
import { memory } from "./memory.ts";
import { type Metrics, metrics } from "./metrics.ts";
import { npy } from "./npy.ts";
import { plotlyBundle } from "./plotly-bundle.ts";
import type { Pool } from "./pool.ts";
import type { Progress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";
import { stages } from "./stages.ts";

export interface RunParts {
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly progress: Progress;
  readonly pool: Pool;
  /** No progress is shown. */
  readonly quiet: boolean;
}

/** A simulation's context, with what it has collected for the end of the run. */
export interface NodeContext extends Context {
  readonly sections: readonly ReportSection[];
  readonly figures: readonly NamedFigure[];
  readonly said: readonly string[];
  /** Waits for what is being written, and refuses what comes later. */
  close(): Promise<void>;
  /** Writes, after that, what was to be rescued. */
  rescueAll(): Promise<void>;
}

type Write = (name: string, ...parts: readonly Uint8Array[]) => Promise<void>;

/**
 * Writes to the folder while the run lasts: the metrics so far come before each file, run.json after it. `close` waits for what has
 * begun.
 */
function writer(
  { folder, record, signal }: RunParts,
  lines: Metrics,
): { readonly write: Write; close(): Promise<void> } {
  const writes = new Set<Promise<void>>();
  let closed = false;
  return {
    async write(name, ...parts) {
      signal.throwIfAborted();
      if (closed) throw new Error(`the run is over: ${name} comes too late`);
      lines.sync();
      const writing = folder.write(name, ...parts).then(() => record.save("running"));
      writes.add(writing);
      await writing.finally(() => writes.delete(writing));
    },
    async close() {
      closed = true;
      await Promise.allSettled(writes);
    },
  };
}

/** "three-rows" as a title: "Three rows". */
const headed = (name: string): string => (name[0].toUpperCase() + name.slice(1)).replaceAll("-", " ");

async function writeFigure(write: Write, title: string, footer: string, named: NamedFigure): Promise<void> {
  const { page } = await import("../../plots/index.ts");
  const html = page({ title, figures: [named], plotly: await plotlyBundle(), footer });
  await write(`figures/${named.name}.html`, new TextEncoder().encode(html));
}

/** Everything that a simulation gives goes to the run folder at once, or is collected for the report. */
export function nodeContext(parts: RunParts): NodeContext {
  const { threads, signal, folder, record, progress, pool, quiet } = parts;
  const sections: ReportSection[] = [];
  const figures: NamedFigure[] = [];
  const said: string[] = [];
  const trainings: Promise<unknown>[] = [];
  const rescues = new Map<string, () => Uint8Array | undefined>();
  const lines = metrics(folder);
  const { tell, task: begin } = stages(progress);
  const { write, close } = writer(parts, lines);
  return {
    threads,
    memory: memory(),
    signal,
    sections,
    figures,
    said,
    progress: tell,
    async input(path, what = "input", most = 64e6) {
      const bytes = await readInput(path, { what, expected: "a file", most });
      record.input(path, bytes);
      return bytes;
    },
    digits: (part) => (part === "training" ? trainingDigits() : testDigits()),
    async networks() {
      const { networksOf } = await import("./networks.ts");
      return networksOf({ path: folder.path, threads, quiet, hold: (run) => void trainings.push(run) });
    },
    metric: (row) => lines.append(row),
    array: (name, values) => write(`${name}.npy`, ...npy(values)),
    file: (name, bytes) => write(name, bytes),
    async figure(name: string, figure: Figure, caption?: string) {
      const named: NamedFigure = { name, figure, ...(caption !== undefined && { caption }) };
      await writeFigure(write, headed(name), folder.path, named);
      const before = figures.findIndex((other) => other.name === name);
      if (before >= 0) figures[before] = named;
      else figures.push(named);
    },
    rescue: (name, bytes) => void rescues.set(name, bytes),
    number: (name: string, value: Json) => record.number(name, value),
    engine: (use, label) => record.engine(use, label),
    report: (section) => void sections.push(section),
    say: (line) => void said.push(line),
    cite: (...references) => record.cite(references),
    async compute<T>(task: string, input: unknown, silent = false): Promise<T> {
      if (silent) return (await pool.run(task, input)) as T;
      const report = begin(task);
      const result = await pool.run(task, input, report);
      report(1);
      return result as T;
    },
    async close() {
      await Promise.allSettled([close(), ...trainings]);
      lines.close();
    },
    async rescueAll() {
      for (const [name, bytes] of rescues) {
        const last = bytes();
        if (last !== undefined) await folder.write(name, last);
      }
    },
  };
}
