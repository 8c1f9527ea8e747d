import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly started?: (child: ChildProcess) => void;
}

function node(args: readonly string[], { cwd, env = {}, started }: Options): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  const text = { out: "", err: "" };
  const add = (key: keyof typeof text) => (data: Buffer) => {
    text[key] += data;
  };
  child.stdout.on("data", add("out"));
  child.stderr.on("data", add("err"));
  child.stdin.end();
  started?.(child);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, ...text }));
  });
}

/** The command as users have it. */
export const langevin = (args: readonly string[], options: Options): Promise<Ended> =>
  node([file("../../bin/langevin.js"), ...args], options);

/** `langevin run` over the simulations of `fixture/`. */
export const run = (args: readonly string[], options: Options): Promise<Ended> =>
  node(["--import", import.meta.resolve("tsx"), file("./fixture/run.ts"), ...args], options);

/** `langevin check` with a spoilt sampler. */
export const faultyCheck = (args: readonly string[], options: Options): Promise<Ended> =>
  node(["--import", import.meta.resolve("tsx"), file("./fixture/faulty-check.ts"), ...args], options);

/** `langevin course --all` over the entries of `fixture/`. */
export const courseAll = (args: readonly string[], options: Options): Promise<Ended> =>
  node(["--import", import.meta.resolve("tsx"), file("./fixture/course-all.ts"), ...args], options);

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder, whose name has a space and a letter beyond ASCII; gone at the end. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "langevin tést "));
  folders.push(folder);
  return folder;
}

export interface RunJson {
  readonly status: string;
  readonly seed: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name: string; readonly message: string };
  readonly outputs: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly references: readonly string[];
  readonly versions: Readonly<Record<string, unknown>>;
}

export const runJson = (folder: string): RunJson =>
  JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
