import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { type Compiler, findCompiler } from "./find-compiler.ts";
import { installAdvice } from "./install-advice.ts";
import { program } from "./program.ts";
import type { Sources } from "./sources.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

/** The version of Node-API that the binding is written in: the same binary serves every Node since. */
const nodeApi = 8;

async function run({ name }: Compiler, words: readonly string[]): Promise<void> {
  const { code, stderr } = await program(name, words);
  if (code === 0) return;
  throw new Error(`the compiler failed:\n${stderr}\nIt was called as\n${[name, ...words].join(" ")}`);
}

/**
 * Compiles a binding against a TensorFlow, which it finds where it lies, and the addon that opens it.
 *
 * @param output the addon; the binding has this name with ".so" behind it
 * @throws MissingPartError where there is no compiler
 * @throws Error with the compiler's own words
 */
export async function compile(
  { binding, changed, loader, include }: Sources,
  library: TensorflowLibrary,
  output: string,
  say: Say,
): Promise<void> {
  const compiler = await findCompiler();
  if (compiler === undefined) {
    throw new MissingPartError(
      `a C++ compiler is missing; run: ${installAdvice.compiler}. CXX names another than g++.`,
    );
  }
  say(`compiling with ${compiler.version}`);
  const common = [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-pthread", `-DNAPI_VERSION=${nodeApi}`],
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...[...include, library.include].flatMap((folder) => ["-I", folder]),
  ];
  const found = [...library.libraries, `-Wl,-rpath,${dirname(library.libraries[0])}`];
  await run(compiler, [...common, ...loader, "-ldl", "-o", output]);
  await writeFile(`${output}.cc`, changed);
  await run(compiler, [...common, `${output}.cc`, ...binding, ...found, "-o", `${output}.so`]);
}
