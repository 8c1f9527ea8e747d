import { z } from "zod";
import { suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { type Field, fields } from "./field.ts";
import type { FlagGroup } from "./flags.ts";

/** The flag that `langevin run` has besides those of every run. */
export const sweepFlag: FlagGroup = {
  heading: "Sweep:",
  config: z.object({
    sweep: z
      .string()
      .optional()
      .meta({
        metavar: "setting=a,b,...",
        description:
          "run at each value of one setting, such as eps=0.01,0.1,1, solver=baoab,mala or set.rtol=1e-3,1e-6, all with " +
          "the same seed; leaves a table and a figure of the numbers (sweep.csv, sweep.tex), no arrays or figures of each",
      }),
  }),
};

const most = 1000;

const refuse = (got: string, expected: string, advice?: string): never => {
  throw new UsageError({ what: "--sweep", got, expected, advice });
};

/** The words of a command line without --sweep, and what it was given. */
export function takeSweep(words: readonly string[]): { sweep?: string; rest: readonly string[] } {
  const at = words.findIndex((word) => word === "--sweep" || word.startsWith("--sweep="));
  const apart = words[at] === "--sweep";
  // without a value it is refused where flags are read
  if (at < 0 || (apart && (words[at + 1] ?? "--").startsWith("--"))) return { rest: words };
  const sweep = apart ? words[at + 1] : words[at].slice("--sweep=".length);
  const rest = words.toSpliced(at, apart ? 2 : 1);
  if (takeSweep(rest).sweep !== undefined) refuse("two of them", "one", "A run sweeps one setting.");
  return { sweep, rest };
}

/** Its name as one types it. */
const nameOf = ({ flag }: Field): string => flag.replace(/^--(no-)?/, "");

/** The flag of a swept setting, and what to type for a value. */
function settingOf(key: string, config: z.ZodObject) {
  const all = fields(config);
  const [name, part] = key.split(".", 2);
  const field = all.find((f) => (f.key === name || nameOf(f) === name) && (part === undefined || f.joined));
  if (field === undefined) {
    const names = all.map((f) => (f.joined ? `${nameOf(f)}.NAME` : nameOf(f)));
    return refuse(key, `a setting, one of ${names.join(", ")}`, suggestion(key, names));
  }
  const { flag, kind } = field;
  const words = (text: string): readonly string[] => {
    if (kind !== "boolean") return [part === undefined ? `${flag}=${text}` : `${flag}=${part}=${text}`];
    if (text !== "true" && text !== "false") return refuse(text, `true or false for ${key}`);
    return (text === "true") === flag.startsWith("--no-") ? [] : [flag];
  };
  return { setting: field.key, flag, joined: part !== undefined, words };
}

/** A sweep as it was typed: for each value the words that stand for it on the command line. */
export interface SweepWords {
  readonly key: string;
  /** The setting's key in the configuration. */
  readonly setting: string;
  readonly values: readonly { readonly text: string; readonly words: readonly string[] }[];
}

/** Reads "eps=0.01,0.1,1" for a simulation whose other flags are `rest`. */
export function sweepWords(sweep: string, config: z.ZodObject, rest: readonly string[]): SweepWords {
  const at = sweep.indexOf("=");
  if (at < 0) refuse(sweep, "a setting with its values, such as eps=0.01,0.1,1");
  const key = sweep.slice(0, at);
  const { setting, flag, joined, words } = settingOf(key, config);
  const texts = sweep.slice(at + 1).split(",");
  if (texts.some((text) => text.trim() === "")) {
    refuse(sweep, "values with commas between them, none of them empty");
  }
  if (texts.length > most) refuse(`${texts.length} values`, `at most ${most}`);
  if (!joined && rest.some((word) => word === flag || word.startsWith(`${flag}=`))) {
    refuse(`${key} beside ${flag}`, "one of the two");
  }
  return { key, setting, values: texts.map((text) => ({ text: text.trim(), words: words(text.trim()) })) };
}
