import { dirname, join } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { installedPackage } from "../installed-package.ts";
import { findCompiler } from "./find-compiler.ts";
import { installAdvice } from "./install-advice.ts";
import { program } from "./program.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

/** The version of Node-API that the binding is written in: the same binary serves every Node from 12.22 on. */
const nodeApi = 8;

function folderOf(name: string): string {
  const found = installedPackage(name);
  if (found !== undefined) return found.folder;
  throw new MissingPartError(
    `the sources of the binding are missing; run: npm install --ignore-scripts ${name}`,
  );
}

/** Compiles the binding of @tensorflow/tfjs-node-gpu against a TensorFlow into a shared library. */
export async function compile(
  { libraries, include }: TensorflowLibrary,
  output: string,
  say: Say,
): Promise<void> {
  const sources = folderOf("@tensorflow/tfjs-node-gpu");
  const headers = join(folderOf("node-api-headers"), "include");
  const compiler = await findCompiler();
  if (compiler === undefined) {
    throw new MissingPartError(
      `a C++ compiler is missing; run: ${installAdvice.compiler}. CXX names another than g++.`,
    );
  }
  const words = [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", `-DNAPI_VERSION=${nodeApi}`],
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...[headers, include, sources].flatMap((folder) => ["-I", folder]),
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(sources, "binding", name)),
    ...libraries,
    `-Wl,-rpath,${dirname(libraries[0])}`,
    ...["-o", output],
  ];
  say(`compiling with ${compiler.version}`);
  const { code, stderr } = await program(compiler.name, words);
  if (code !== 0)
    throw new Error(
      `${compiler.name} failed:\n${stderr}\nIt was called so: ${[compiler.name, ...words].join(" ")}`,
    );
}
