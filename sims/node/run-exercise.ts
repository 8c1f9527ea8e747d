import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Value } from "../course/exercise.ts";
import { packageRoot } from "./package-root.ts";

export interface ExerciseRun {
  readonly file: string;
  readonly text: string;
  readonly call: string;
  readonly probes: readonly (readonly Value[])[];
}

/** What one call came to: its value, or what kind of thing it returned instead. */
export type Outcome = { readonly value: Value } | { readonly kind: string };

/** What a script printed, as far as it is kept, and whether there was more. */
interface Printed {
  readonly printed: string;
  readonly more: boolean;
}

/** How the script ended. */
export type ExerciseEnd = Printed &
  (
    | { readonly phase: "done"; readonly outcomes: readonly Outcome[] }
    | { readonly phase: "failed"; readonly kind: string; readonly message: string; readonly line?: number }
    | { readonly phase: "stopped"; readonly why: string }
  );

/** Seconds that the script itself may take, and that the package may take to load. */
const usual = { script: 10, loading: 60 };
/** Megabytes of JavaScript objects, and, where the system says how much a process has, of all its memory. */
const memory = { heap: 256, all: 1500 };
/** Characters of output that are kept. */
const most = 4000;

/** In a checkout the TypeScript is compiled as it is loaded, by a thread and a process of the compiler. */
function flags(root: string): readonly string[] {
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  const compiler = existsSync(join(root, "src/index.ts")) ? ["--allow-worker", "--allow-child-process"] : [];
  return [
    permission,
    "--allow-fs-read=*",
    ...compiler,
    "--experimental-vm-modules",
    "--no-warnings",
    `--max-old-space-size=${memory.heap}`,
  ];
}

/** Megabytes that a process has in memory, where there is a /proc. */
async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000;
}

function start(): ChildProcess {
  const root = packageRoot();
  const { PATH, SYSTEMROOT, TEMP } = process.env;
  return spawn(process.execPath, [...flags(root), join(root, "bin/exercise.js")], {
    env: { PATH, SYSTEMROOT, TEMP, TSX_DISABLE_CACHE: "1" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
  });
}

function listen(child: ChildProcess): () => Printed {
  let [printed, more] = ["", false];
  const take = (data: Buffer) => {
    more ||= printed.length + data.length > most;
    if (printed.length < most) printed = (printed + data).slice(0, most);
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  return () => ({ printed, more });
}

/** Runs a script of a student in a process of its own, which can write no file, and stops it where it takes too long. */
export function runExercise(asked: ExerciseRun, limits = usual): Promise<ExerciseEnd> {
  const child = start();
  const printed = listen(child);
  let end: ExerciseEnd | undefined;
  let timer: NodeJS.Timeout;
  const stop = (why: string) => {
    end ??= { phase: "stopped", why, ...printed() };
    child.kill("SIGKILL");
  };
  const within = (seconds: number, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => stop(`${what} within ${seconds} s, and was stopped`), 1000 * seconds);
  };
  const watch = setInterval(async () => {
    if ((await resident(child.pid ?? 0)) > memory.all) stop(`it took more than ${memory.all} MB of memory`);
  }, 200);
  within(limits.loading, "the package was not loaded");
  child.send(asked);
  child.on("message", (message: ExerciseEnd | { readonly phase: "begins" }) => {
    if (message.phase === "begins") within(limits.script, "it did not end");
    else end ??= { ...message, ...printed() };
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      const full = signal === "SIGABRT" || code === 134;
      const why = full
        ? `it took more than ${memory.heap} MB of memory`
        : `it ended early (${signal ?? `exit code ${code}`})`;
      resolve({ ...(end ?? { phase: "stopped", why }), ...printed() });
    });
  });
}
