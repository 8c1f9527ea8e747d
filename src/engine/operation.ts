import type { Formula } from "../formula/index.ts";
import type { Purpose } from "../noise/purposes.ts";

/**
 * One operation of a step without its numbers. `out` and `xs` are places: the entries of the state come first, in
 * their order, then whatever the step writes, in order of appearance.
 */
export type Operation = {
  /** What it does, apart from the long tables of its formula; the same name, the same structure. */
  readonly name: string;
  /** Which of the step's long tables those of its formula are. */
  readonly tables: readonly number[];
  readonly out: number;
  readonly width: number;
  readonly xs: readonly number[];
} & (
  | { readonly op: "combine" | "dot" | "copy" | "area" }
  /** `formula`: as it was met first; others may differ from it in the contents of long tables. */
  | { readonly op: "map" | "evaluate"; readonly formula: Formula }
  /** `numbered`: which draw of the step it is comes with the numbers; without it the first. */
  | { readonly op: "normal" | "uniform"; readonly purpose: Purpose; readonly numbered: boolean }
);

/** How many numbers an operation reads. */
export function numbersOf(operation: Operation): number {
  switch (operation.op) {
    case "combine":
      return operation.xs.length;
    case "map":
    case "evaluate":
      return operation.formula.parameters.length;
    case "normal":
      return operation.numbered ? 0 : 1;
    case "area":
      return 2;
    default:
      return 0;
  }
}

/** How many numbers of draws it reads. */
export const drawsOf = (operation: Operation): number =>
  "numbered" in operation && operation.numbered ? 1 : 0;
