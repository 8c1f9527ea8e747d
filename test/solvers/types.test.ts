import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("../..", import.meta.url));
const path = fileURLToPath(new URL("refused-by-types.ts", import.meta.url)).replaceAll("\\", "/");
const source = readFileSync(path, "utf8");

/** Lines with an error of the compiler when the file has this text. */
function errors(text: string): number[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files: [path] }, ts.sys, root);
  const options = { ...parsed.options, lib: ["lib.es2023.d.ts"], types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true) : read(name, ...rest);
  const program = ts.createProgram([path], options, host);
  const file = program.getSourceFile(path) as ts.SourceFile;
  const found = program.getSemanticDiagnostics(file);
  return found.map(({ start = 0 }) => ts.getLineAndCharacterOfPosition(file, start).line);
}

test("the types refuse a solver that cannot serve a problem, and accept one that can", () => {
  const marker = "// @ts-expect-error";
  const expected = source.split("\n").flatMap((line, i) => (line.includes(marker) ? [i + 1] : []));
  assert.ok(expected.length >= 15);
  assert.equal(errors(source.replaceAll(marker, "//")), expected);
});

test.run();
