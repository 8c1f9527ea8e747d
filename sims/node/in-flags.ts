import type { z } from "zod";
import { UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { fields } from "./field.ts";

type Config = Readonly<Record<string, unknown>>;

const json = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === "bigint" ? String(v) : v)) ?? "";

/**
 * "density: got ..." as the command line says it, "--density: got ...", and "T of the schedule ve: got ..." so too: where
 * the first word is a setting, and what was got is what the setting holds. Of the times of a grid, --grid is no word.
 */
function inFlag(message: string, declared: z.ZodObject, config: Config): string {
  const [, word, got] = /^(\w+)(?: of [^:]*)?: got (.*?), expected /s.exec(message) ?? [];
  const field = fields(declared).find(({ key }) => key === word);
  if (field === undefined || message.includes(field.flag) || !json(config[word]).includes(got))
    return message;
  return `${field.flag}${message.slice(word.length)}`;
}

/** The simulation, whose refusals name the flags of the command line, whatever part of the project they come from. */
export const inFlags = (simulation: Simulation): Simulation => ({
  ...simulation,
  async run(config, context) {
    try {
      await simulation.run(config, context);
    } catch (error) {
      if (error instanceof UsageError) error.message = inFlag(error.message, simulation.config, config);
      throw error;
    }
  },
});
