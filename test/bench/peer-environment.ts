import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MissingPartError } from "../../src/refusal.ts";

const requirements = fileURLToPath(new URL("./peers/requirements.txt", import.meta.url));

/** Where the environment is made: one folder for each set of versions. */
function folderOf({ LANGEVIN_BENCH_VENV, XDG_CACHE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  if (LANGEVIN_BENCH_VENV) return LANGEVIN_BENCH_VENV;
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 8);
  const cache = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache");
  return join(cache, "langevin", `bench-peers-${digest}`);
}

/** Runs a program to its end; a failure is told by the last thing that it wrote. */
function run(program: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, words, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return;
  const why = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  throw new MissingPartError(`${[program, ...words.slice(0, 3)].join(" ")}: ${why || `exit code ${status}`}`);
}

export interface PeerEnvironment {
  /** Makes sure that packages are there at their pinned versions; one that cannot be installed is refused. */
  install(packages: readonly string[]): void;
  readonly python: string;
}

/** The virtual environment of the peers, made where it is not there yet. */
export function peerEnvironment(env: NodeJS.ProcessEnv, say: (line: string) => void): PeerEnvironment {
  const folder = folderOf(env);
  const python =
    process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  if (!existsSync(python)) {
    say(`making the environment of the peers in ${folder}`);
    run(env.PYTHON || (process.platform === "win32" ? "python" : "python3"), ["-m", "venv", folder]);
  }
  return {
    python,
    install(packages) {
      say(`checking that ${packages.join(", ")} are installed`);
      const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
      run(python, ["-m", "pip", "install", ...quiet, "--constraint", requirements, ...packages]);
    },
  };
}
