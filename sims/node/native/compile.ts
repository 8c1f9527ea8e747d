import { dirname } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { findCompiler } from "./find-compiler.ts";
import { installAdvice } from "./install-advice.ts";
import { program } from "./program.ts";
import type { Sources } from "./sources.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

/** The version of Node-API that the binding is written in: the same binary serves every Node since. */
const nodeApi = 8;

/**
 * Compiles a binding against a TensorFlow into one shared library, which finds that TensorFlow where it lies.
 *
 * @throws MissingPartError where there is no compiler
 * @throws Error with the compiler's own words
 */
export async function compile(
  { files, include }: Sources,
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
  const words = [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-pthread", `-DNAPI_VERSION=${nodeApi}`],
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...[...include, library.include].flatMap((folder) => ["-I", folder]),
    ...files,
    ...library.libraries,
    `-Wl,-rpath,${dirname(library.libraries[0])}`,
    ...["-o", output],
  ];
  say(`compiling with ${compiler.version}`);
  const { code, stderr } = await program(compiler.name, words);
  if (code === 0) return;
  throw new Error(
    `the compiler failed:\n${stderr}\nIt was called as\n${[compiler.name, ...words].join(" ")}`,
  );
}
