import { trainingBenchmark } from "./training-benchmark.ts";
import { trainingOptions, trainingUsage } from "./training-options.ts";
import { trainingReport } from "./training-report.ts";

/** `npm run bench -- mnist [flags]`: the lines to print, and whether all losses were as they should be. */
export async function benchTraining(words: readonly string[]): Promise<{ lines: string[]; agrees: boolean }> {
  const options = trainingOptions(words);
  if (options === undefined) return { lines: [trainingUsage], agrees: true };
  const findings = await trainingBenchmark(options, (line) => process.stderr.write(`${line}\n`));
  const lines = options.json ? [JSON.stringify(findings)] : trainingReport(findings);
  return { lines, agrees: findings.rows.every(({ agrees }) => agrees) };
}
