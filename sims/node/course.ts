import { choose } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { asSimulation } from "../course/as-simulation.ts";
import type { CourseEntry } from "../course/entry.ts";
import { quickened } from "../course/quickened.ts";
import { askedSweep } from "./asked.ts";
import { command } from "./complain.ts";
import { courseAll } from "./course-all.ts";
import { courseCheck } from "./course-check.ts";
import { courseEntries } from "./course-entries.ts";
import { courseStart } from "./course-start.ts";
import { execute } from "./execute.ts";
import { parts } from "./parts.ts";
import { typed } from "./typed.ts";

const help = `Usage: langevin course                        the entries, in the order of the argument
       langevin course ENTRY [flags]          run one: it leaves a page; ENTRY --help shows its flags
       langevin course --all [flags]          run all: an index of the pages, every number beside the lecture's
       langevin course ENTRY --start FOLDER   write the exercise of an entry: a script with a blank or two
       langevin course check FILE             say whether the blanks of an exercise are filled in rightly

ENTRY and --all take --quick, which makes them smaller; ENTRY takes --sweep, as in --sweep eps=0.1,0.5,1.
`;

/** Takes a word out of a command line. */
const without = (words: readonly string[], word: string): readonly string[] =>
  words.filter((w) => w !== word);

async function runEntry(entry: CourseEntry, words: readonly string[]): Promise<number> {
  const quick = words.includes("--quick");
  const usage = `langevin course ${entry.name}`;
  const simulation = asSimulation(quick ? quickened(entry) : entry);
  const request = askedSweep(simulation, usage, without(words, "--quick"));
  return request === undefined ? 0 : execute({ ...request, command: typed(usage, words) }, parts);
}

function list(entries: readonly CourseEntry[]): string {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.map(
    ({ name, title, exercise }) =>
      `  ${name.padEnd(width)}${title}${exercise === undefined ? "" : " (exercise)"}`,
  );
  return `The course, in the order of its argument:\n${lines.join("\n")}\n\n${help}`;
}

/** `langevin course [ENTRY|--all|check FILE] [flags]` */
export const course = (args: readonly string[]): Promise<number> =>
  command(async () => {
    const entries = await courseEntries();
    const [first, ...rest] = args;
    if (first === undefined || first === "--help" || first === "-h") {
      process.stdout.write(first === undefined ? list(entries) : help);
      return 0;
    }
    if (first === "check") return courseCheck(rest, entries);
    if (args.includes("--all")) return courseAll(without(args, "--all"), entries);
    if (first.startsWith("-")) {
      const expected = "an entry, --all or check FILE";
      throw new UsageError({
        what: "langevin course",
        got: first,
        expected,
        advice: "langevin course lists the entries.",
      });
    }
    const entry = choose("entry of the course", first, Object.fromEntries(entries.map((e) => [e.name, e])));
    return rest.some((word) => /^--start(=|$)/.test(word)) ? courseStart(entry, rest) : runEntry(entry, rest);
  });
