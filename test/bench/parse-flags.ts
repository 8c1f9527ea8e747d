import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";

/** What was typed behind `npm run bench`, by the flags that there are. */
export function parseFlags<const Flags extends NonNullable<ParseArgsConfig["options"]>>(
  words: readonly string[],
  flags: Flags,
) {
  try {
    return parseArgs({ args: [...words], options: flags }).values;
  } catch (error) {
    const names = Object.keys(flags).map((flag) => `--${flag}`);
    const word = words.find((w) => !names.includes(w.split("=")[0])) ?? words.join(" ");
    const near = nearest(word, names);
    throw new UsageError({
      what: "flags of the benchmark",
      got: words.join(" "),
      expected: names.join(", "),
      advice: near !== undefined ? `Did you mean ${near}?` : (error as Error).message,
    });
  }
}
