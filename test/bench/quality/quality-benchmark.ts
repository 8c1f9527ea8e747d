import { availableParallelism, cpus } from "node:os";
import { UsageError } from "../../../src/refusal.ts";
import type { Skipped } from "../row.ts";
import { type Judged, judged } from "./judged.ts";
import { ourDigits } from "./our-digits.ts";
import { pytorchDigits } from "./pytorch-digits.ts";
import { qualityGates } from "./quality-gates.ts";
import type { QualityOptions } from "./quality-options.ts";
import type { QualityFindings } from "./quality-report.ts";

const contenders = {
  langevin: { name: "langevin", draw: ourDigits, how: "asked for by --only langevin" },
  pytorch: { name: "PyTorch", draw: pytorchDigits, how: "asked for by --peers" },
};

/** Runs what was asked for and is not there yet. Progress is said line by line. */
export async function qualityBenchmark(
  options: QualityOptions,
  say: (line: string) => void,
): Promise<QualityFindings> {
  const { count, only, out: folder } = options;
  const bench = { folder, say };
  const found: Judged[] = [];
  const skipped: Skipped[] = [];
  for (const [key, { name, draw, how }] of Object.entries(contenders)) {
    const skip = (reason: string) => skipped.push({ contestant: name, reason });
    if (!only.includes(key)) {
      skip(how);
      continue;
    }
    try {
      found.push(await judged(bench, await draw(bench, options), options));
    } catch (error) {
      if (key === "langevin" || error instanceof UsageError) throw error;
      skip(error instanceof Error ? error.message : String(error));
    }
  }
  const machine = { processor: cpus()[0]?.model ?? process.arch, cores: availableParallelism() };
  const gates = qualityGates({ ...options, judged: found, skipped });
  return { machine, count, judged: found, gates, skipped };
}
