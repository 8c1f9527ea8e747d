// `npm run bench -- [flags]`: particle-steps a second of each engine, beside its peers where they are asked for.
// `npm run bench -- mnist [flags]`: the training step of each score network.
// `npm run bench -- quality [flags]`: time to quality beside the lecture's notebook.
import { benchmark } from "./benchmark.ts";
import { benchTraining } from "./mnist/index.ts";
import { optionsOf, usage } from "./options.ts";
import { benchQuality } from "./quality/index.ts";
import { report } from "./report.ts";

const print = (lines: readonly string[]) => process.stdout.write(`${lines.join("\n")}\n`);
const wrong = 4;

async function benchEngines(words: readonly string[]): Promise<void> {
  const options = optionsOf(words);
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  const findings = await benchmark(options, (line) => process.stderr.write(`${line}\n`));
  print(options.json ? [JSON.stringify(findings)] : report(findings, options.only));
  if (findings.rows.some(({ agrees }) => !agrees)) process.exitCode = wrong;
}

try {
  const words = process.argv.slice(2);
  if (words[0] === "mnist") {
    const { lines, agrees } = await benchTraining(words.slice(1));
    print(lines);
    if (!agrees) process.exitCode = wrong;
  } else if (words[0] === "quality") {
    print(await benchQuality(words.slice(1)));
  } else {
    await benchEngines(words);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof Error && error.name === "UsageError" ? 2 : 1;
}
