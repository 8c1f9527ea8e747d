import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { MissingPartError, UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { type NodeContext, nodeContext } from "./context.ts";
import { Interruption, interruptible } from "./interruption.ts";
import type { Parts } from "./parts.ts";
import { pool } from "./pool.ts";
import { progress } from "./progress.ts";
import type { RunSettings } from "./run-flags.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";
import { type Asked, type RunRecord, runRecord, type Status } from "./run-record.ts";
import { writeReport } from "./write-report.ts";

export interface Request {
  readonly simulation: Simulation;
  readonly config: Readonly<Record<string, unknown>>;
  readonly settings: RunSettings;
  /** What was typed, such as "langevin run walk --seed 7". */
  readonly command: string;
  /** Lines after the summary. */
  readonly after?: (report: string) => readonly string[];
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** Runs it; returns what stopped it, if anything did. Workers are gone when this is over. */
async function attempt(
  { simulation, config, settings }: Request,
  { tasks }: Parts,
  folder: RunFolder,
  record: RunRecord,
  signal: AbortSignal,
): Promise<{ readonly context: NodeContext; readonly error?: Error }> {
  const workers = pool({ threads: settings.threads, tasks });
  const shown = await progress(settings.quiet);
  signal.addEventListener("abort", () => workers.close(signal.reason), { once: true });
  const context = nodeContext({
    threads: settings.threads,
    signal,
    folder,
    record,
    progress: shown,
    pool: workers,
    quiet: settings.quiet,
  });
  try {
    context.cite(...(simulation.references ?? []));
    await Promise.race([simulation.run(config, context), aborted(signal)]);
    return { context };
  } catch (thrown) {
    return { context, error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  } finally {
    shown.stop();
    await workers.close();
  }
}

/** A request that was refused before anything was computed leaves no folder behind that it made, unless others use it. */
async function withdraw(folder: RunFolder): Promise<void> {
  await rm(join(folder.path, "run.json"), { force: true });
  for (const made of folder.made.toReversed()) await rmdir(made).catch(() => undefined);
}

/** Brings a run that has stopped into its last state on the disk; returns the first thing that failed. */
async function conclude(
  folder: RunFolder,
  context: NodeContext,
  record: RunRecord,
  asked: Asked,
  failed?: Error,
): Promise<{ readonly status: Status; readonly error?: Error }> {
  let error = failed;
  const status = (): Status =>
    error === undefined ? "done" : error instanceof Interruption ? "interrupted" : "failed";
  const steps = [
    () => context.close(),
    async () => (error === undefined ? undefined : context.rescueAll()),
    () => writeReport(folder, context, asked, record, status()),
    () => record.save(status(), error),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (thrown) {
      error ??= thrown as Error;
    }
  }
  return { status: status(), ...(error !== undefined && { error }) };
}

/** What became of a request: it was refused and left nothing, or it ran, and its folder says what came of it. */
export interface Performed {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly context: NodeContext;
  readonly end: { readonly status: Status; readonly error?: Error };
  readonly refused: boolean;
}

/** Runs a simulation in a folder of its own, up to what is on the disk. */
export async function perform(request: Request, parts: Parts): Promise<Performed> {
  const { simulation, config, settings, command } = request;
  const { name, title, about } = simulation;
  const folder = await runFolder(parts.disk, name, settings.out);
  const asked: Asked = { simulation: name, title, about, command, config, threads: settings.threads };
  const record = runRecord(folder, asked);
  const stop = interruptible();
  try {
    await record.save("running");
    const { context, error } = await attempt(request, parts, folder, record, stop.signal);
    const refused =
      (error instanceof UsageError || error instanceof MissingPartError) &&
      Object.keys(folder.outputs).length === 0;
    if (refused) await withdraw(folder);
    const end = refused
      ? ({ status: "failed", error } as const)
      : await conclude(folder, context, record, asked, error);
    return { folder, record, context, end, refused };
  } finally {
    stop.release();
  }
}
