import { program } from "./program.ts";

const usual = process.platform === "win32" ? ["python", "py"] : ["python3", "python"];

export interface Python {
  /** What starts it. */
  readonly name: string;
  readonly version: string;
  /** The version of its pip; undefined where it has none. */
  readonly pip: string | undefined;
}

/** The Python 3 of this machine: what PYTHON says, or the first of the usual names; undefined where there is none. */
export async function findPython(): Promise<Python | undefined> {
  for (const name of process.env.PYTHON ? [process.env.PYTHON] : usual) {
    const version = /^Python (3\.\S+)/.exec((await program(name, ["--version"])).stdout)?.[1];
    if (version === undefined) continue;
    const { stdout } = await program(name, ["-m", "pip", "--version"]);
    return { name, version, pip: /^pip (\S+)/.exec(stdout)?.[1] };
  }
  return undefined;
}
