import { trainingRecord } from "./training-record.ts";

const lengths = ["epochs", "minutes", "steps"];

/** The value of a flag among words as typed; undefined where it is not there, or nothing follows. */
function typedAfter(words: readonly string[], flag: string): string | undefined {
  const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  return at < 0 ? undefined : words[at] === flag ? words[at + 1] : words[at].slice(flag.length + 1);
}

/**
 * The words of a command line that goes on with a run: the settings of that run, then what was typed, which counts
 * where both say something. A length that was typed stands for that of the run.
 */
export async function resumedWords(words: readonly string[]): Promise<readonly string[]> {
  const run = typedAfter(words, "--resume");
  if (run === undefined || words.includes("--help") || words.includes("-h")) return words;
  const longer = lengths.some((name) => typedAfter(words, `--${name}`) !== undefined);
  const kept = Object.entries((await trainingRecord(run)).config).filter(
    ([name]) => name !== "resume" && !(longer && lengths.includes(name)),
  );
  const recorded = kept.flatMap(([name, value]) =>
    typeof value === "boolean" ? (value ? [`--${name}`] : []) : [`--${name}`, String(value)],
  );
  return [...recorded, ...words];
}
