import { z } from "zod";
import { suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { catalogue, type Entry } from "./catalogue.ts";
import { command } from "./complain.ts";
import { parseFlags } from "./flags.ts";
import { type Parts, parts } from "./parts.ts";

const config = z.object({
  json: z.boolean().default(false).describe("print one JSON object with every fact"),
});

/** Words to lines of at most `width` characters. */
const wrap = (text: string, width: number): string[] =>
  text.match(new RegExp(`\\S(?:.{0,${width - 1}})(?=\\s|$)`, "g")) ?? [];

const section = (heading: string, entries: readonly Entry[]): string => {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.flatMap(({ name, beside, about, below = "" }) => [
    `  ${name.padEnd(width)}${beside}`,
    ...[about, below]
      .flatMap((text) => wrap(text, 96 - width))
      .map((line) => `  ${" ".repeat(width)}${line}`),
  ]);
  return `${heading}:\n${lines.join("\n")}\n`;
};

/** The entries under their headings, in the order in which these come first. */
const sections = (entries: readonly Entry[]): string[] =>
  [...new Set(entries.map(({ heading }) => heading))].map((heading) =>
    section(
      heading,
      entries.filter((entry) => entry.heading === heading),
    ),
  );

/** The entries that are asked for, by the registries' names or their own; all unless told. */
function chosen(all: Readonly<Record<string, readonly Entry[]>>, words: readonly string[]) {
  const names = Object.values(all).flatMap((entries) => entries.map(({ name }) => name));
  const known = [...Object.keys(all), ...names];
  for (const got of words.filter((word) => !known.includes(word))) {
    const expected = `some of ${Object.keys(all).join(", ")}, or the names in them`;
    throw new UsageError({ what: "what to list", got, expected, advice: suggestion(got, known) });
  }
  return Object.entries(all)
    .map(([what, entries]) => {
      const whole = words.length === 0 || words.includes(what);
      return [what, entries.filter(({ name }) => whole || words.includes(name))] as const;
    })
    .filter(([, entries]) => entries.length > 0);
}

/** `langevin list [simulations|densities|solvers|schedules|grids|NAME]` */
export const list = (args: readonly string[], from: Parts = parts): Promise<number> =>
  command(async () => {
    const about =
      "The simulations by their groups, and the densities, solvers, schedules and grids that they take.";
    const usage = "langevin list [simulations] [densities] [solvers] [schedules] [grids] [name ...]";
    const words = args.filter((word) => !word.startsWith("-"));
    const flags = parseFlags(
      { usage, about, groups: [{ heading: "Flags:", config }] },
      args.filter((word) => word.startsWith("-")),
    );
    if (flags === undefined) return 0;
    const asked = chosen(await catalogue(from), words);
    if (flags[0].json) {
      const facts = asked.map(([what, entries]) => [what, entries.map((entry) => entry.facts)]);
      process.stdout.write(`${JSON.stringify(Object.fromEntries(facts))}\n`);
      return 0;
    }
    const texts = asked.flatMap(([, entries]) => sections(entries));
    const hint =
      "langevin run NAME --help shows the flags of a simulation, langevin cite NAME what to cite.\n";
    process.stdout.write([...texts, hint].join("\n"));
    return 0;
  });
