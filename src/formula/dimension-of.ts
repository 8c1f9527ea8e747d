import type { Formula } from "./formula.ts";
import { topological } from "./topological.ts";

/** The number of coordinates of input 0 that a formula reads: one more than the largest index; at least 1. */
export const dimensionOf = (formula: Formula): number =>
  topological(formula.outputs).reduce(
    (d, node) => (node.op === "coordinate" && node.input === 0 ? Math.max(d, node.component + 1) : d),
    1,
  );
