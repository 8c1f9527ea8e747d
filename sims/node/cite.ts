import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { catalogue } from "./catalogue.ts";
import { command } from "./complain.ts";
import { parseFlags } from "./flags.ts";
import { parsedJson } from "./parsed-json.ts";
import { type Parts, parts } from "./parts.ts";
import { readInput } from "./read-input.ts";

const config = z.object({ json: z.boolean().default(false).describe("print one JSON object") });

/** The part of run.json that is read. */
const runJson = z.object({ simulation: z.string(), references: z.array(z.string()) });

/** The references in the run.json of a run, or of the folder that holds it. */
async function ofRun(path: string, isFolder: boolean): Promise<readonly string[]> {
  const file = isFolder ? join(path, "run.json") : path;
  const expected = "the folder of a run or its run.json";
  const bytes = await readInput(file, { what: "what to cite", expected, most: 256e6 });
  const { success, data } = runJson.safeParse(parsedJson(bytes));
  if (success) return data.references;
  throw new UsageError({
    what: "what to cite",
    got: `${file}, which is not what a run writes`,
    expected: `${expected}, whole`,
  });
}

async function referencesOf(name: string, from: Parts): Promise<readonly string[]> {
  const entries = Object.values(await catalogue(from)).flat();
  const named = entries.filter((entry) => entry.name === name);
  if (named.length > 0) return named.flatMap(({ references }) => references);
  const found = await stat(name).catch(() => undefined);
  if (found !== undefined) return ofRun(name, found.isDirectory());
  throw new UsageError({
    what: "what to cite",
    got: name,
    expected: "the folder of a run, or a name that langevin list shows",
    advice: suggestion(
      name,
      entries.map((entry) => entry.name),
    ),
  });
}

/** `langevin cite RUN|NAME...` */
export const cite = (args: readonly string[], from: Parts = parts): Promise<number> =>
  command(async () => {
    const usage = "langevin cite RUN|NAME...";
    const about =
      "The references of a run, by its folder, or of a solver, density, schedule or grid, by its name; of a simulation those of what it takes unless told. One a line.";
    const flags = parseFlags(
      { usage, about, groups: [{ heading: "Flags:", config }] },
      args.filter((word) => word.startsWith("-")),
    );
    if (flags === undefined) return 0;
    const names = args.filter((word) => !word.startsWith("-"));
    if (names.length === 0) {
      const expected = "the folder of a run, or a name that langevin list shows";
      throw new UsageError({ what: "what to cite", got: "nothing", expected });
    }
    const all: string[] = [];
    for (const name of names) all.push(...(await referencesOf(name, from)));
    const references = [...new Set(all)];
    if (flags[0].json) process.stdout.write(`${JSON.stringify({ references })}\n`);
    else if (references.length > 0) process.stdout.write(`${references.join("\n")}\n`);
    else process.stderr.write(`${names.join(", ")}: no reference is known.\n`);
    return 0;
  });
