import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** What keeps a module from being read as JavaScript, and in which line; undefined where nothing does. It is not run. */
export async function syntaxError(module: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ["--check", "--input-type=module"], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.on("error", () => {});
  child.stdin.end(module);
  const said = await text(child.stderr);
  const [, message] = /^(SyntaxError: .*)$/m.exec(said) ?? [];
  const [, line] = /^\[stdin\]:(\d+)$/m.exec(said) ?? [];
  return message && `${line === undefined ? "" : `line ${line}: `}${message}`;
}
