import { spawn } from "node:child_process";

export interface Ended {
  /** The exit code; undefined where the program does not exist, -1 where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What it writes goes to this process's stderr as it comes, and is not collected. */
  readonly shown?: boolean;
  /** Milliseconds after which it is stopped. */
  readonly timeout?: number;
}

/** Runs a program to its end, without a shell. */
export function program(
  name: string,
  words: readonly string[],
  { env = process.env, shown = false, timeout }: ProgramOptions = {},
): Promise<Ended> {
  const output = shown ? 2 : "pipe";
  const child = spawn(name, words, {
    env,
    stdio: ["ignore", output, output],
    ...(timeout !== undefined && { timeout }),
  });
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => (said.stdout += text));
  child.stderr?.on("data", (text) => (said.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" || error.code === "EACCES"
        ? resolve({ ...said, code: undefined })
        : reject(error),
    );
    child.on("close", (code) => resolve({ ...said, code: code ?? -1 }));
  });
}
