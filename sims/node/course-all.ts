import { join } from "node:path";
import { z } from "zod";
import { MissingPartError } from "../../src/refusal.ts";
import { asSimulation } from "../course/as-simulation.ts";
import type { CourseEntry, CourseNumber } from "../course/entry.ts";
import { inWords } from "../course/in-words.ts";
import { type CourseResult, indexPage } from "../course/index-page.ts";
import { quickened } from "../course/quickened.ts";
import { seed } from "../seed.ts";
import { exitCode } from "./complain.ts";
import { parseFlags } from "./flags.ts";
import { Interruption } from "./interruption.ts";
import { openFile } from "./open-file.ts";
import { parts } from "./parts.ts";
import { type Performed, perform } from "./perform.ts";
import { plotlyBundle } from "./plotly-bundle.ts";
import { type RunSettings, runFlags } from "./run-flags.ts";
import { runFolder } from "./run-folder.ts";
import { typed } from "./typed.ts";

const config = z.object({
  quick: z.boolean().default(false).describe("each entry in its quick form: smaller, and its page says so"),
  seed,
});

interface Asked {
  readonly settings: RunSettings;
  readonly quick: boolean;
  readonly seed: bigint;
  /** Folder of all pages. */
  readonly path: string;
}

/** Runs one entry into a folder of its own. */
async function runOne(
  entry: CourseEntry,
  asked: Asked,
): Promise<CourseResult & { readonly end: Performed["end"] }> {
  const began = performance.now();
  const { settings, quick, seed, path } = asked;
  const form = quick ? quickened(entry) : entry;
  let numbers: readonly CourseNumber[] = [];
  const simulation = asSimulation(form, (all) => {
    numbers = all;
  });
  const words = [
    ...(quick ? ["--quick"] : []),
    ...("seed" in form.config.shape ? ["--seed", String(seed)] : []),
  ];
  const request = {
    simulation,
    config: { ...form.config.parse({}), ...("seed" in form.config.shape && { seed }) },
    settings: { ...settings, out: join(path, entry.name) },
    command: typed(`langevin course ${entry.name}`, words),
  };
  const { end } = await perform(request, parts);
  const missing = end.error?.message;
  const seconds = (performance.now() - began) / 1000;
  return { entry: form, numbers, seconds, end, ...(missing !== undefined && { missing }) };
}

/** Exit codes from the gravest: an entry that failed outranks one that a missing part left out, and that one that is done. */
const gravest = [1, 2, 4, 3, 0];

/** `langevin course --all`: the exit code is the gravest of its entries: 0 only where every page is there, 3 where nothing but parts is missing. */
export async function courseAll(words: readonly string[], entries: readonly CourseEntry[]): Promise<number> {
  const about =
    "Runs every entry of the course, and writes an index of their pages with every number beside the lecture's.";
  const groups = [{ heading: "Settings:", config }, runFlags];
  const parsed = parseFlags({ usage: "langevin course --all", about, groups }, words);
  if (parsed === undefined) return 0;
  const [{ quick, seed }, settings] = parsed as [z.infer<typeof config>, RunSettings];
  const folder = await runFolder(parts.disk, "course", settings.out);
  const results: Awaited<ReturnType<typeof runOne>>[] = [];
  for (const entry of entries) {
    const result = await runOne(entry, { settings, quick, seed, path: folder.path });
    results.push(result);
    if (result.end.error instanceof Interruption) return exitCode(result.end.error);
    if (!settings.json)
      process.stdout.write(`${[entry.name, ...result.numbers.map((n) => `  ${inWords(n)}`)].join("\n")}\n`);
    if (result.missing !== undefined)
      process.stderr.write(
        `${entry.name}: ${result.end.error instanceof MissingPartError ? "left out" : "failed"}: ${result.missing}\n`,
      );
  }
  const command = typed("langevin course --all", words);
  const facts = [
    ["Seed", String(seed)] as const,
    ...(quick ? [["Form", "quick: smaller runs"] as const] : []),
  ];
  const page = indexPage({ results, command, facts, plotly: await plotlyBundle() });
  await folder.write("index.html", new TextEncoder().encode(page));
  const index = join(folder.path, "index.html");
  if (settings.json) {
    const all = results.map(({ entry, numbers, missing }) => ({ name: entry.name, numbers, missing }));
    process.stdout.write(`${JSON.stringify({ folder: folder.path, entries: all })}\n`);
  } else process.stdout.write(`\nIndex: ${index}\n`);
  if (settings.open && !(await openFile(index)))
    process.stderr.write(`No browser was found to show ${index}.\n`);
  const codes = results.map(({ end: { error } }) => (error === undefined ? 0 : exitCode(error)));
  return gravest.find((code) => codes.includes(code)) ?? 0;
}
