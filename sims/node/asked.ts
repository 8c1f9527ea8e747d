import { UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { sweep as sweepOf } from "../sweep/sweep.ts";
import { type FlagGroup, type Flags, parseFlags } from "./flags.ts";
import { inFlags } from "./in-flags.ts";
import { type RunSettings, runFlags } from "./run-flags.ts";
import { sweepFlag, sweepWords, takeSweep } from "./sweep-flag.ts";

type Settings = Readonly<Record<string, unknown>>;

/** What a command line asks for. */
export interface Asked {
  /** The one that was named, or a sweep of it. */
  readonly simulation: Simulation;
  readonly config: Settings;
  readonly settings: RunSettings;
}

const flagsOf = ({ title, about, config }: Simulation, usage: string, more: readonly FlagGroup[]): Flags => ({
  usage,
  about: `${title}. ${about}`,
  groups: [{ heading: "Settings:", config }, runFlags, ...more],
});

/** The flags of a simulation; undefined where help was asked for. */
export function asked(simulation: Simulation, usage: string, words: readonly string[]): Asked | undefined {
  const parsed = parseFlags(flagsOf(simulation, usage, []), words);
  return parsed && { simulation: inFlags(simulation), config: parsed[0], settings: parsed[1] as RunSettings };
}

const plain = (config: Settings): string =>
  JSON.stringify(config, (_, v) => (typeof v === "bigint" ? String(v) : v));

/** The flags of a simulation, --sweep among them. */
export function askedSweep(
  simulation: Simulation,
  usage: string,
  words: readonly string[],
): Asked | undefined {
  const flags = flagsOf(simulation, usage, [sweepFlag]);
  const { sweep, rest } = takeSweep(words);
  const plainRun = sweep === undefined || rest.includes("--help") || rest.includes("-h");
  const typed = plainRun ? undefined : sweepWords(sweep, simulation.config, rest);
  const all = (typed?.values ?? [{ text: "", words: [] }]).map(({ text, words }) => ({
    text,
    parsed: parseFlags(flags, [...rest, ...words]),
  }));
  const [first] = all;
  if (first.parsed === undefined) return undefined;
  const [config, settings] = first.parsed;
  const named = inFlags(simulation);
  if (typed === undefined) return { simulation: named, config, settings: settings as RunSettings };
  const { key, setting } = typed;
  const values = all.map(({ text, parsed = [] }) => ({ text, config: parsed[0] }));
  for (const [i, { text, config }] of values.entries()) {
    const twin = values.findIndex((other) => plain(other.config) === plain(config));
    if (twin === i) continue;
    const got = `${values[twin].text} and ${text}`;
    throw new UsageError({ what: "--sweep", got, expected: `different values of ${key}` });
  }
  const common = Object.entries(config).filter(([name]) => name !== setting);
  const recorded = { ...Object.fromEntries(common), sweep: { [key]: values.map(({ text }) => text) } };
  return {
    simulation: sweepOf(named, { key, values }),
    config: recorded,
    settings: settings as RunSettings,
  };
}
