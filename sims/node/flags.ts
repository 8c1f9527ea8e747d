import { Command, Option } from "commander";
import type { z } from "zod";
import { suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { decimal } from "../decimal.ts";
import { type Field, fields } from "./field.ts";

export interface FlagGroup {
  readonly heading: string;
  readonly config: z.ZodObject;
}

export interface Flags {
  readonly usage: string;
  readonly about: string;
  readonly groups: readonly FlagGroup[];
}

/** What was typed, as what zod checks: a number where one is due. */
function value({ flag, kind, expected }: Field, text: string | boolean): string | number | boolean {
  if (typeof text === "string" && text.startsWith("--")) {
    throw new UsageError({ what: flag, got: text, expected: "a value, not the next flag" });
  }
  if (kind === "boolean" || kind === "text" || typeof text === "boolean") return text;
  if (decimal.test(text)) return Number(text);
  throw new UsageError({ what: flag, got: text, expected });
}

function option({ flag, kind, about, expected, initial, metavar, choices, joined }: Field): Option {
  if (kind === "boolean") return new Option(flag, about);
  const range = kind === "text" && choices === undefined ? [] : [expected];
  const facts = [...range, ...(initial === undefined ? [] : [`default ${initial}`])];
  const made = new Option(
    `${flag} <${metavar}>`,
    facts.length > 0 ? `${about} (${facts.join("; ")})` : about,
  );
  return joined ? made.argParser((text, before?: string) => [before, text].filter(Boolean).join(",")) : made;
}

function command({ usage, about, groups }: Flags): Command {
  const built = new Command(usage).description(about).allowExcessArguments().exitOverride();
  built.configureOutput({ writeErr: () => {} }).configureHelp({ helpWidth: 100 });
  for (const { heading, config } of groups) {
    for (const field of fields(config)) built.addOption(option(field).helpGroup(heading));
  }
  return built.helpOption("-h, --help", "show this help");
}

/** The parser's refusal in the words of the house; undefined where help was asked for. */
function refusal(error: { code: string; message: string }, flags: readonly string[]): UsageError | undefined {
  const typed = /'(.+?)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.helpDisplayed":
      return undefined;
    case "commander.unknownOption":
      return new UsageError({
        what: "flag",
        got: typed,
        expected: `one of ${flags.join(", ")}`,
        advice: `${suggestion(typed.replace(/=.*/, ""), flags) ?? ""} --help explains them.`.trim(),
      });
    case "commander.optionMissingArgument":
      return new UsageError({ what: typed.split(" ")[0], got: "nothing", expected: "a value behind it" });
    default:
      return new UsageError({ what: "command line", got: error.message, expected: "flags as --help shows" });
  }
}

/** One configuration checked by its declaration; the first complaint, in the words of the house. */
function check(config: z.ZodObject, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result = config.safeParse(typed, { error: () => "" });
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  const field = fields(config).find(({ key }) => key === path[0]);
  if (field === undefined)
    throw new UsageError({ what: "settings", got: typed, expected: message || "flags as --help shows" });
  const got = typed[field.key];
  const { choices, kind, expected } = field;
  throw new UsageError({
    what: field.flag,
    got,
    expected: (kind === "text" && choices === undefined && message) || expected,
    advice: choices && suggestion(String(got), choices),
  });
}

/** The settings of each group, or undefined where help was asked for and shown. */
export function parseFlags(flags: Flags, typed: readonly string[]): Record<string, unknown>[] | undefined {
  const parser = command(flags);
  try {
    parser.parse(typed, { from: "user" });
  } catch (error) {
    const names = parser.options.map(({ long }) => long as string);
    const complaint = refusal(error as { code: string; message: string }, names);
    if (complaint === undefined) return undefined;
    throw complaint;
  }
  if (parser.args.length > 0) {
    throw new UsageError({
      what: "argument",
      got: parser.args[0],
      expected: "flags only",
      advice: "Put a value with spaces or brackets in quotes.",
    });
  }
  const given = parser.opts<Record<string, string | boolean>>();
  return flags.groups.map(({ config }) => {
    const mine = fields(config).filter(({ key }) => given[key] !== undefined);
    return check(config, Object.fromEntries(mine.map((f) => [f.key, value(f, given[f.key])])));
  });
}
