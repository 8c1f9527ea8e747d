import { qualityBenchmark } from "./quality-benchmark.ts";
import { qualityOptions, qualityUsage } from "./quality-options.ts";
import { qualityReport } from "./quality-report.ts";

/** `npm run bench -- quality [flags]`: the lines to print. */
export async function benchQuality(words: readonly string[]): Promise<string[]> {
  const options = qualityOptions(words);
  if (options === undefined) return [qualityUsage];
  const findings = await qualityBenchmark(options, (line) => process.stderr.write(`${line}\n`));
  return options.json ? [JSON.stringify(findings)] : qualityReport(findings);
}
