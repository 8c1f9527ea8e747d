import { choose } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { command } from "./complain.ts";
import { execute } from "./execute.ts";
import { parseFlags } from "./flags.ts";
import { type Parts, parts, simulations } from "./parts.ts";
import { type RunSettings, runFlags } from "./run-flags.ts";

/** A word as a shell takes it: in double quotes, which every shell has, unless it holds what they do not cover. */
function quote(word: string): string {
  if (/^[\w.,:=/@%+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/** Parses the flags of one simulation, or of a command that is made like one, and runs it. */
export async function runSimulation(
  simulation: Simulation,
  usage: string,
  flags: readonly string[],
  from: Parts,
  after?: (report: string) => readonly string[],
): Promise<number> {
  const { title, about, config } = simulation;
  const settings = { heading: "Settings:", config };
  const parsed = parseFlags({ usage, about: `${title}. ${about}`, groups: [settings, runFlags] }, flags);
  if (parsed === undefined) return 0;
  const [own, run] = parsed;
  const command = ["npx", usage, ...flags.map(quote)].join(" ");
  return execute(
    { simulation, config: own, settings: run as RunSettings, command, ...(after && { after }) },
    from,
  );
}

const help = (names: readonly string[]) => `Usage: langevin run NAME [flags]

NAME is one of ${names.join(", ")}.
langevin run NAME --help shows the flags of one; langevin list says what each does.
`;

/** `langevin run NAME [flags]` */
export const run = (args: readonly string[], from: Parts = parts): Promise<number> =>
  command(async () => {
    const registry = await simulations(from);
    const names = Object.values(registry).map(({ name }) => name);
    const [name, ...flags] = args;
    if (name === "--help" || name === "-h") {
      process.stdout.write(help(names));
      return 0;
    }
    if (name === undefined || name.startsWith("-")) {
      throw new UsageError({
        what: "name of a simulation",
        got: name ?? "nothing",
        expected: `one of ${names.join(", ")}`,
        advice: "It comes first: langevin run NAME [flags].",
      });
    }
    return runSimulation(choose("name of a simulation", name, registry), `langevin run ${name}`, flags, from);
  });
