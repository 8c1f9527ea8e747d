import { spawn } from "node:child_process";
import { basename } from "node:path";

/** What a program said in its last line, which is JSON, and the seconds from its start to its end. */
export interface Timed {
  readonly seconds: number;
  readonly said: unknown;
}

/** Runs a program to its end; what it says to stderr is shown. */
export function timedProgram(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Timed> {
  const begin = performance.now();
  const child = spawn(program, words, { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const seconds = (performance.now() - begin) / 1000;
      if (code !== 0) {
        const what = [program, ...words.slice(0, 3)].map((word) => basename(word)).join(" ");
        reject(new Error(`${what} ended with ${signal ?? code}`));
        return;
      }
      resolve({ seconds, said: JSON.parse(text.trim().split("\n").at(-1) ?? "") });
    });
  });
}
