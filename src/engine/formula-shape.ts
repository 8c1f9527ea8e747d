import type { Formula } from "../formula/index.ts";

const shapes = new WeakMap<Formula, number>();
const known = new Map<string, number>();

/**
 * A number that two formulas share where they are the same function: nodes are hash-consed, so equal outputs are the
 * same objects, however often a problem is made.
 */
export function formulaShape(formula: Formula): number {
  const found = shapes.get(formula);
  if (found !== undefined) return found;
  const { inputs, parameters, outputs } = formula;
  const key = `${inputs} ${parameters.join()} ${outputs.map(({ id }) => id).join()}`;
  const shape = known.get(key) ?? known.size;
  known.set(key, shape);
  shapes.set(formula, shape);
  return shape;
}
