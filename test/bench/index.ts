// `npm run bench -- [flags]`: particle-steps a second of each engine, beside its peers where they are asked for.
import { benchmark } from "./benchmark.ts";
import { optionsOf, usage } from "./options.ts";
import { report } from "./report.ts";

try {
  const options = optionsOf(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(usage);
  } else {
    const findings = await benchmark(options, (line) => process.stderr.write(`${line}\n`));
    const lines = options.json ? [JSON.stringify(findings)] : report(findings, options.only);
    process.stdout.write(`${lines.join("\n")}\n`);
    if (findings.rows.some(({ agrees }) => !agrees)) process.exitCode = 4;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof Error && error.name === "UsageError" ? 2 : 1;
}
