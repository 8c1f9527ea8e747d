import { join, resolve } from "node:path";
import { engineWords } from "../engine/engine-use.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunRecord, Status } from "./run-record.ts";

/** Three lines of Python that load every array of a run; a JSON string is a Python string too. */
export const numpyLines = (path: string): readonly [string, string, string] => [
  "import numpy as np, pathlib",
  `run = pathlib.Path(${JSON.stringify(resolve(path))})`,
  'arrays = {file.stem: np.load(file) for file in run.glob("*.npy")}',
];

const has = (folder: RunFolder, suffix: string) =>
  Object.keys(folder.outputs).some((name) => name.endsWith(suffix));

/** What a person reads at the end of a run. */
export function summary(
  folder: RunFolder,
  { engines }: RunRecord,
  said: readonly string[],
  after: readonly string[] = [],
): string {
  const engine = engines.length > 0 ? [`Engine: ${engineWords(engines)}`] : [];
  const lines = [...said, ...engine, "", `Results: ${folder.path}`];
  if (has(folder, ".npy")) {
    lines.push("Load the arrays in Python:", ...numpyLines(folder.path).map((line) => `  ${line}`));
  }
  if (has(folder, "report.html")) lines.push(`Report: ${join(folder.path, "report.html")}`);
  return `${[...lines, ...after].join("\n").trimStart()}\n`;
}

/** What a program reads at the end of a run. */
export function jsonSummary(folder: RunFolder, record: RunRecord, status: Status, error?: Error): string {
  return `${JSON.stringify({
    status,
    folder: folder.path,
    ...(error !== undefined && { error: { name: error.name, message: error.message } }),
    ...(record.engines.length > 0 && { engine: record.engines }),
    numbers: record.numbers,
    outputs: folder.outputs,
    references: record.references,
  })}\n`;
}
