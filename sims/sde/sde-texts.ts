import { UsageError } from "../../src/index.ts";
import type { Motion } from "../sampling/spec.ts";

type Texts = Pick<Extract<Motion, { kind: "sde" }>, "drift" | "diffusion">;

/** The parts of a text between separators that stand in no brackets. */
function split(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

function refuse(text: string, d: number, rows: number): never {
  throw new UsageError({
    what: "--diffusion",
    got: `${text}, ${rows} rows`,
    expected: `one entry, or ${d} of them, as the drift has ${d} components`,
    advice:
      'Entries stand between semicolons for diagonal noise; rows of a matrix have commas, such as "1, 0; x, 0.1".',
  });
}

/**
 * Drift and diffusion of an SDE as they are typed: entries between semicolons. The drift has d. The diffusion is one entry for all
 * components, or d of them, of diagonal noise; or the d rows of a matrix, whose entries have commas between them.
 *
 * @throws UsageError for another number of entries
 */
export function sdeTexts(drift: string, diffusion: string): Texts {
  const f = split(drift, ";");
  const d = f.length;
  const rows = split(diffusion, ";").map((row) => split(row, ","));
  const diagonal = rows.every((row) => row.length === 1);
  if (rows.length !== d && !(diagonal && rows.length === 1)) refuse(diffusion, d, rows.length);
  const entry = (i: number) => (rows[i] ?? rows[0])[0];
  const square = f.map((_, i) => f.map((_, j) => (i === j ? entry(i) : "0")));
  return { drift: f, diffusion: diagonal ? square : rows };
}
