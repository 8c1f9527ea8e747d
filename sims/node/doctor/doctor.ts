import { z } from "zod";
import { backendWords } from "../backend-words.ts";
import { chooseBackend } from "../choose-backend.ts";
import { command } from "../complain.ts";
import { parseFlags } from "../flags.ts";
import { backendParts } from "./backend-parts.ts";
import { dataParts } from "./data-parts.ts";
import { machineParts } from "./machine-parts.ts";
import { nativeParts } from "./native-parts.ts";
import type { Part } from "./part.ts";

const config = z.object({
  json: z.boolean().default(false).describe("print one JSON object with every fact"),
});

function linesOf({ name, found, brings, remedy }: Part, width: number): string[] {
  const head = `  ${found === undefined ? "missing" : "ok     "}  ${name.padEnd(width)}`;
  if (found !== undefined) return [`${head}  ${found}`];
  const [first, ...rest] = `brings: ${brings}\n${remedy}`.split("\n");
  return [`${head}  ${first}`, ...rest.map((line) => `${" ".repeat(head.length + 2)}${line}`)];
}

function report(parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  const groups = [...new Set(parts.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const mine = parts.filter((part) => part.group === group);
    return [`${group}:`, ...mine.flatMap((part) => linesOf(part, width))].join("\n");
  });
  return sections.join("\n\n");
}

const about =
  "What this machine has, what is missing, what each missing part would bring, and the command for it";

/** `langevin doctor` */
export const doctor = (args: readonly string[]): Promise<number> =>
  command(async () => {
    const groups = [{ heading: "Flags:", config }];
    const flags = parseFlags({ usage: "langevin doctor", about, groups }, args);
    if (flags === undefined) return 0;
    const all = await Promise.all([machineParts(), backendParts(), nativeParts(), dataParts()]);
    const parts = all.flat();
    const { backend, why } = await chooseBackend(undefined);
    process.stdout.write(
      flags[0].json
        ? `${JSON.stringify({ backend: backend.name, why, parts })}\n`
        : `${report(parts)}\n\nTensors are computed on ${backendWords({ backend, why })}.\n`,
    );
    return 0;
  });
