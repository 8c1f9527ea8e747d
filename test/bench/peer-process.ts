import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A peer's program: it is told a line of JSON and answers with one. */
export interface PeerProcess {
  ask(message: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** The last line that says something, such as the error under a traceback. */
const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";

function endOf(child: ChildProcessWithoutNullStreams, errors: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (code, signal) => resolve(lastLine(errors()) || `ended with ${signal ?? code}`));
  });
}

/** Starts a program; an answer that takes more than `seconds` ends it. */
export function peerProcess(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  seconds: number,
): PeerProcess {
  const child = spawn(program, words, { env });
  let errors = "";
  child.stderr.on("data", (data) => {
    errors = (errors + data).slice(-10_000);
  });
  child.stdin.on("error", () => {}); // a program that has ended says why itself
  const end = endOf(child, () => errors);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(await end);
    return JSON.parse(value) as Record<string, unknown>;
  };
  return {
    async ask(message) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer in ${seconds} s`)), 1000 * seconds);
      });
      child.stdin.write(`${JSON.stringify(message)}\n`);
      try {
        return await Promise.race([answer(), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
      await end;
      clearTimeout(timer);
    },
  };
}
