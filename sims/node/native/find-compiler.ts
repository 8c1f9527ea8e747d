import { program } from "./program.ts";

export interface Compiler {
  readonly name: string;
  /** Its own first line, such as "g++ (Debian 12.2.0-14) 12.2.0". */
  readonly version: string;
}

/** The C++ compiler of this machine: what CXX says, or g++; undefined where there is none. */
export async function findCompiler(): Promise<Compiler | undefined> {
  const name = process.env.CXX || "g++";
  const { code, stdout } = await program(name, ["--version"]);
  return code === 0 ? { name, version: stdout.split("\n")[0] } : undefined;
}
