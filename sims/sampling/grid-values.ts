import type { formulas } from "../../src/index.ts";

/** A formula's numbers from its parameters' names. */
export const numbersOf = (formula: formulas.Formula, named: Readonly<Record<string, number>>): number[] =>
  formula.parameters.map((name) => named[name]);
