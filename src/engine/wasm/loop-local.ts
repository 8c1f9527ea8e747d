import type { Node } from "../../formula/formula.ts";

/** The name of the local that stands for a leaf of a loop. */
export const loopLocal = (leaf: Node): string => `$${(leaf as { name: string }).name}`;
