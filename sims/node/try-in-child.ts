import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BackendChoice, Device } from "../../mnist/backends/backend.ts";
import { MissingPartError } from "../../src/refusal.ts";
import { program } from "./native/program.ts";
import { packageRoot } from "./package-root.ts";

const script = `
const [loader, choice] = process.argv.slice(-2);
const { load } = await import(loader);
const { tryBackend } = await load("mnist/backends/try-backend");
const found = await tryBackend(JSON.parse(choice)).catch(({ name, message }) => ({ name, message }));
process.stdout.write("\\n" + JSON.stringify(found), () => process.exit());
`;

/** Milliseconds: the first run of a driver compiles its kernels. */
const patience = 180_000;

/**
 * Tries a backend in a process of its own, so that a driver that crashes takes nothing along.
 *
 * @throws MissingPartError with the command that installs what is missing
 * @throws Error with what the process said last
 */
export async function tryInChild(choice: BackendChoice): Promise<Device> {
  const loader = pathToFileURL(join(packageRoot(), "bin", "load.js")).href;
  const words = ["--input-type=module", "--eval", script, "--", loader, JSON.stringify(choice)];
  const { code, stdout, stderr } = await program(process.execPath, words, { timeout: patience });
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  if (code !== 0 || !last.startsWith("{")) {
    throw new Error(`${choice.name} ended its process with exit code ${code}:\n${stderr.trim() || last}`);
  }
  const found: Device | { name: string; message: string } = JSON.parse(last);
  if ("device" in found) return found;
  throw new (found.name === "MissingPartError" ? MissingPartError : Error)(found.message);
}
