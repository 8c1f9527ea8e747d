import { DivergenceError } from "../../src/refusal.ts";
import { type EngineRuns, type EngineUse, noteEngine } from "../engine/engine-use.ts";
import type { Json } from "../simulation.ts";
import { digest, type Output, type RunFolder } from "./run-folder.ts";
import { versions } from "./versions.ts";

export type Status = "running" | "done" | "failed" | "interrupted";

export interface Asked {
  readonly simulation: string;
  readonly title: string;
  readonly about: string;
  /** What to type to have the same again. */
  readonly command: string;
  /** Every setting, with defaults filled in. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly threads: number;
}

/** What run.json holds, kept up to date on the disk. */
export interface RunRecord {
  readonly numbers: Readonly<Record<string, Json>>;
  readonly references: readonly string[];
  /** What moved the particles. */
  readonly engines: readonly EngineRuns[];
  number(name: string, value: Json): void;
  engine(use: EngineUse, run: string): void;
  cite(references: readonly string[]): void;
  /** Notes the digest of a file that was read. */
  input(path: string, bytes: Uint8Array): void;
  /** Writes run.json; saves follow one another. */
  save(status: Status, error?: Error): Promise<void>;
}

const allFinite = (value: Json | undefined): boolean =>
  typeof value === "number"
    ? Number.isFinite(value)
    : typeof value !== "object" || value === null || Object.values(value).every(allFinite);

const json = (value: unknown): string =>
  `${JSON.stringify(value, (_, v) => (typeof v === "bigint" ? String(v) : v), 2)}\n`;

export function runRecord(folder: RunFolder, { config, threads, ...asked }: Asked): RunRecord {
  const began = new Date();
  const used = process.cpuUsage();
  /** Of all threads of this process. */
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1e6;
  };
  const environment = versions();
  const numbers: Record<string, Json> = {};
  const references: string[] = [];
  const inputs: Record<string, Output> = {};
  let engines: readonly EngineRuns[] = [];
  let last: Promise<void> = Promise.resolve();
  const text = (status: Status, error?: Error): string =>
    json({
      status,
      ...asked,
      seed: config.seed,
      config,
      threads,
      ...(engines.length > 0 && { engine: engines }),
      began: began.toISOString(),
      ...(status !== "running" && { ended: new Date().toISOString() }),
      seconds: (Date.now() - began.getTime()) / 1000,
      cpuSeconds: cpuSeconds(),
      ...(error !== undefined && { error: { name: error.name, message: error.message } }),
      ...(Object.keys(inputs).length > 0 && { inputs }),
      numbers,
      outputs: folder.outputs,
      references,
      versions: environment,
    });
  return {
    numbers,
    references,
    number(name, value) {
      if (!allFinite(value)) throw new DivergenceError(`the result "${name}" is not a finite number`);
      numbers[name] = value;
    },
    get engines() {
      return engines;
    },
    engine(use, run) {
      engines = noteEngine(engines, use, run);
    },
    cite(given) {
      for (const reference of given) if (!references.includes(reference)) references.push(reference);
    },
    input(path, bytes) {
      inputs[path] = digest([bytes]);
    },
    save(status, error) {
      const write = () => folder.writeRecord(new TextEncoder().encode(text(status, error)));
      last = last.then(write, write);
      return last;
    },
  };
}
