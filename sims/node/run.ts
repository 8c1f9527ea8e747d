import { choose } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { asked, askedSweep } from "./asked.ts";
import { command } from "./complain.ts";
import { execute } from "./execute.ts";
import { type Parts, parts, simulations } from "./parts.ts";
import { typed } from "./typed.ts";

/** Parses the flags of a command that is made like a simulation, and runs it. */
export async function runSimulation(
  simulation: Simulation,
  usage: string,
  words: readonly string[],
  from: Parts,
  after?: (report: string) => readonly string[],
): Promise<number> {
  const request = asked(simulation, usage, words);
  if (request === undefined) return 0;
  return execute({ ...request, command: typed(usage, words), ...(after && { after }) }, from);
}

/** The same with the flag --sweep. */
export async function runSwept(
  simulation: Simulation,
  usage: string,
  words: readonly string[],
  from: Parts,
): Promise<number> {
  const request = askedSweep(simulation, usage, words);
  return request === undefined ? 0 : execute({ ...request, command: typed(usage, words) }, from);
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
    return runSwept(choose("name of a simulation", name, registry), `langevin run ${name}`, flags, from);
  });
