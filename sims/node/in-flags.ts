import type { z } from "zod";
import { UsageError } from "../../src/refusal.ts";
import type { Simulation } from "../simulation.ts";
import { fields } from "./field.ts";

/** "density: got ..." as the command line says it, "--density: got ...": where the first word is a setting of the configuration. */
function inFlag(message: string, config: z.ZodObject): string {
  const [word = ""] = /^\w+/.exec(message) ?? [];
  const field = fields(config).find(({ key }) => key === word);
  return field === undefined ? message : `${field.flag}${message.slice(word.length)}`;
}

/** The simulation, whose refusals name the flags of the command line, whatever part of the project they come from. */
export const inFlags = (simulation: Simulation): Simulation => ({
  ...simulation,
  async run(config, context) {
    try {
      await simulation.run(config, context);
    } catch (error) {
      if (error instanceof UsageError) error.message = inFlag(error.message, simulation.config);
      throw error;
    }
  },
});
