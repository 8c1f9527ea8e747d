import { spawn } from "node:child_process";
import { platform } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Shows a page in the user's browser; resolves to false where there is none. */
export function openFile(path: string): Promise<boolean> {
  const address = pathToFileURL(resolve(path)).href;
  const system = platform();
  const [command, flags] =
    system === "win32"
      ? ["rundll32", ["url.dll,FileProtocolHandler", address]]
      : [system === "darwin" ? "open" : "xdg-open", [address]];
  return new Promise((done) => {
    const child = spawn(command, flags as string[], { detached: true, stdio: "ignore" });
    child.once("error", () => done(false));
    child.once("spawn", () => {
      child.unref();
      done(true);
    });
  });
}
