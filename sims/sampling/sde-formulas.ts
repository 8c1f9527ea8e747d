import { formulas, type SdeFormulas, UsageError } from "../../src/index.ts";
import type { Motion } from "./spec.ts";
import { typedWith } from "./typed-with.ts";

const { formula, parseFormula } = formulas;
const parameters = ["t"];

/** One formula of the outputs of several. */
const stack = (parts: readonly formulas.Formula[]): formulas.Formula =>
  formula({ inputs: 1, outputs: parts.flatMap(({ outputs }) => outputs) });

/**
 * The formulas of an SDE from their texts over x, y, z or x1 to xd, and t.
 *
 * @throws UsageError for a malformed formula, a coordinate beyond the drift's length, or rows that do not fit
 */
export async function sdeFormulas({
  drift,
  diffusion,
  calculus,
}: Pick<Extract<Motion, { kind: "sde" }>, "drift" | "diffusion" | "calculus">): Promise<SdeFormulas> {
  const dimension = drift.length;
  const columns = new Set(diffusion.map((row) => row.length));
  if (diffusion.length !== dimension || columns.size !== 1) {
    throw new UsageError({
      what: "diffusion",
      got: diffusion.map((row) => row.join(", ")).join("; "),
      expected: `${dimension} rows of one length, as many as the drift has components`,
    });
  }
  const read = (flag: string, texts: readonly string[]) =>
    Promise.all(texts.map((text) => typedWith(flag, parseFormula(text, { dimension, parameters }))));
  const [f, B] = [await read("--drift", drift), await read("--diffusion", diffusion.flat())];
  return { drift: stack(f), diffusion: stack(B), calculus };
}
