import { z } from "zod";
import { command } from "./complain.ts";
import { parseFlags } from "./flags.ts";
import { type Parts, parts, simulations } from "./parts.ts";

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

const config = z.object({ json: z.boolean().default(false).describe("print one JSON object") });

const pick = ({ name, title, about }: Entry): Entry => ({ name, title, about });

/** Words to lines of at most `width` characters. */
const wrap = (text: string, width: number): string[] =>
  text.match(new RegExp(`\\S(?:.{0,${width - 1}})(?=\\s|$)`, "g")) ?? [];

const section = (heading: string, entries: readonly Entry[]): string => {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.flatMap(({ name, title, about }) => [
    `  ${name.padEnd(width)}${title}`,
    ...wrap(about, 96 - width).map((line) => `  ${" ".repeat(width)}${line}`),
  ]);
  return `${heading[0].toUpperCase()}${heading.slice(1)}:\n${lines.join("\n")}\n`;
};

/** `langevin list`: the simulations by their groups, and what they take by name. */
export const list = (args: readonly string[], from: Parts = parts): Promise<number> =>
  command(async () => {
    const about = "The simulations, and the densities, solvers and schedules that they take.";
    const flags = parseFlags(
      { usage: "langevin list", about, groups: [{ heading: "Flags:", config }] },
      args,
    );
    if (flags === undefined) return 0;
    const runs = Object.values(await simulations(from));
    const { densities: known } = await import("../sampling/density-of.ts");
    const { schedules: times, solvers: methods } = await import("../../src/index.ts");
    const densities = Object.values(known);
    const solvers = Object.values(methods).map((s) => ({ ...s, title: `for problems of kind "${s.kind}"` }));
    const schedules = Object.values(times).map((s) => ({ ...s, title: s.about, about: "" }));
    if (flags[0].json) {
      const entries = Object.fromEntries(
        Object.entries({ simulations: runs, densities, solvers, schedules }).map(([kind, all]) => [
          kind,
          all.map(pick),
        ]),
      );
      process.stdout.write(`${JSON.stringify(entries)}\n`);
      return 0;
    }
    const groups = [...new Set(runs.map(({ group = "Simulations" }) => group))];
    const texts = groups.map((g) =>
      section(
        g,
        runs.filter(({ group = "Simulations" }) => group === g),
      ),
    );
    texts.push(
      section("Densities", densities),
      section("Solvers", solvers),
      section("Schedules", schedules),
      "langevin run NAME --help shows the flags of a simulation.\n",
    );
    process.stdout.write(texts.join("\n"));
    return 0;
  });
