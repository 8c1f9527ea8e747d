import { z } from "zod";
import { choose } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import type { CourseEntry } from "../course/entry.ts";
import type { Exercise, Value } from "../course/exercise.ts";
import { judge } from "../course/judge.ts";
import { entryOfScript, firstBlank } from "../course/script-of.ts";
import { parseFlags } from "./flags.ts";
import { readInput } from "./read-input.ts";
import { type ExerciseEnd, runExercise } from "./run-exercise.ts";
import { syntaxError } from "./syntax-error.ts";

interface Given {
  readonly file: string;
  readonly text: string;
  readonly exercise: Exercise;
}

const refuse = (file: string, got: string, expected: string, advice?: string): never => {
  throw new UsageError({ what: file, got, expected, advice });
};

/** The script, and the exercise that its first line names. */
async function read(file: string, entries: readonly CourseEntry[]): Promise<Given> {
  const expected = "the script of an exercise";
  const bytes = await readInput(file, { what: "langevin course check", expected, most: 1e6 });
  const text = new TextDecoder().decode(bytes);
  const advice =
    "langevin course ENTRY --start FOLDER writes one; keep its first line, which says what it is.";
  const name = entryOfScript(text) ?? refuse(file, "a file that names no exercise", expected, advice);
  const able = entries.filter((entry) => entry.exercise !== undefined);
  const registry = Object.fromEntries(able.map((entry) => [entry.name, entry]));
  const { exercise } = choose("entry with an exercise", name, registry);
  const wrong = await syntaxError(text);
  if (wrong !== undefined) refuse(file, wrong, "JavaScript");
  const blank = firstBlank(text);
  if (blank !== undefined) refuse(file, `a blank ___ in line ${blank}`, "all blanks filled in");
  return { file, text, exercise: exercise as Exercise };
}

const allowed = "It may import this package, compute and print; it has no files, no network and no process.";

/** The values that its function returned; refuses a script that did not get that far. */
function valuesOf({ file, exercise: { call } }: Given, end: ExerciseEnd): readonly Value[] {
  if (end.phase === "stopped")
    return refuse(
      file,
      end.why,
      "a script that comes to its end",
      "Does a loop never end, or keep too much?",
    );
  if (end.phase === "failed") {
    const where = end.line === undefined ? "" : `line ${end.line}: `;
    const got = end.kind === "Refused" ? end.message : `${end.kind}: ${end.message}`;
    const advice = /^(Refused|ReferenceError)$/.test(end.kind) ? allowed : undefined;
    return refuse(file, where + got, "the script as it was written, with its blanks filled in", advice);
  }
  return end.outcomes.map((outcome) =>
    "value" in outcome
      ? outcome.value
      : refuse(file, `${call} returning ${outcome.kind}`, "a number, or an array of numbers"),
  );
}

/** Lines of what a script printed that are shown, and characters of a line. */
const [lines, width] = [10, 200];

/** What the script printed, each line set off, without what would steer a terminal; it says where there is more. */
function quoted({ printed, more }: ExerciseEnd): string {
  const all = printed.trim().split("\n");
  if (all[0] === "") return "";
  const cut = (line: string): string => (line.length > width ? `${line.slice(0, width)}...` : line);
  const shown = all.slice(0, lines).map((line) => `  ${cut(line.replace(/\p{Cc}/gu, " "))}\n`);
  const first = more || all.length > lines ? ", and more than is shown here" : "";
  return `It printed${first}:\n${shown.join("")}`;
}

/** `langevin course check FILE`: exit code 0 where it is right, 1 where it is wrong, 2 where it cannot be judged. */
export async function courseCheck(
  words: readonly string[],
  entries: readonly CourseEntry[],
): Promise<number> {
  const about =
    "Runs the script of an exercise in a process that can write no files, and says whether its answer is right.";
  const flags = {
    usage: "langevin course check FILE",
    about,
    groups: [{ heading: "Flags:", config: z.object({}) }],
  };
  const files = words.filter((word) => !word.startsWith("-"));
  const rest = words.filter((word) => word.startsWith("-"));
  if (parseFlags(flags, rest) === undefined) return 0;
  if (files.length !== 1) {
    const got = files.length === 0 ? "no file" : files.join(" ");
    throw new UsageError({
      what: "langevin course check",
      got,
      expected: "one file, the script of an exercise",
    });
  }
  const given = await read(files[0], entries);
  const { call, probes } = given.exercise;
  const end = await runExercise({ file: given.file, text: given.text, call, probes });
  if (end.phase !== "done") process.stdout.write(quoted(end));
  const { right, says } = judge(given.exercise, valuesOf(given, end));
  process.stdout.write(
    `${right ? "Right" : "Wrong"}: ${says.join(";\n       ").replace(/[^?]$/, "$&.")}\n${quoted(end)}`,
  );
  return right ? 0 : 1;
}
