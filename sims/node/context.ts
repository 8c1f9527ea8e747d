import type { Figure, ReportSection } from "../../plots/index.ts";
import type { NamedFigure } from "../../plots/page/figure-element.ts";
import type { Context, Json } from "../simulation.ts";
import { metrics } from "./metrics.ts";
import { npy } from "./npy.ts";
import { plotlyBundle } from "./plotly-bundle.ts";
import type { Pool } from "./pool.ts";
import type { Progress } from "./progress.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";

export interface RunParts {
  readonly title: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly progress: Progress;
  readonly pool: Pool;
}

/** A simulation's context, with what it has collected for the end of the run. */
export interface NodeContext extends Context {
  readonly sections: readonly ReportSection[];
  readonly figures: readonly NamedFigure[];
  readonly said: readonly string[];
  close(): void;
}

/** Shows how far all the tasks that were asked for are, taken together. */
function taskProgress(progress: Progress) {
  const fractions: number[] = [];
  return (task: string) => {
    const at = fractions.push(0) - 1;
    return (fraction: number) => {
      fractions[at] = fraction;
      progress.show(
        task,
        fractions.reduce((sum, f) => sum + f, 0),
        fractions.length,
      );
    };
  };
}

/** Everything that a simulation gives goes to the run folder, and run.json follows each file. */
export function nodeContext({
  title,
  threads,
  signal,
  folder,
  record,
  progress,
  pool,
}: RunParts): NodeContext {
  const sections: ReportSection[] = [];
  const figures: NamedFigure[] = [];
  const said: string[] = [];
  const lines = metrics(folder);
  const track = taskProgress(progress);
  const write = async (name: string, ...parts: Uint8Array[]): Promise<void> => {
    signal.throwIfAborted();
    await folder.write(name, ...parts);
    await record.save("running");
  };
  return {
    threads,
    signal,
    sections,
    figures,
    said,
    progress: (...shown) => progress.show(...shown),
    metric: (row) => lines.append(row),
    array: (name, values) => write(`${name}.npy`, ...npy(values)),
    file: (name, bytes) => write(name, bytes),
    async figure(name: string, figure: Figure, caption?: string) {
      const { page } = await import("../../plots/index.ts");
      const named: NamedFigure = { name, figure, ...(caption !== undefined && { caption }) };
      const html = page({ title, figures: [named], plotly: await plotlyBundle(), footer: folder.path });
      await write(`figures/${name}.html`, new TextEncoder().encode(html));
      figures.push(named);
    },
    number: (name: string, value: Json) => record.number(name, value),
    report: (section) => void sections.push(section),
    say: (line) => void said.push(line),
    cite: (...references) => record.cite(references),
    async compute<T>(task: string, input: unknown, silent = false): Promise<T> {
      if (silent) return (await pool.run(task, input)) as T;
      const report = track(task);
      const result = await pool.run(task, input, report);
      report(1);
      return result as T;
    },
    close: () => lines.close(),
  };
}
