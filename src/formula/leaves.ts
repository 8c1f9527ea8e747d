import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Node } from "./formula.ts";
import { intern } from "./intern.ts";

/** What the builders accept: a number stands for a constant. */
export type Operand = Node | number;

/** A fixed number, part of the compiled structure. */
export const constant = (value: number): Node => intern({ op: "constant", value });

/** The node of an operand. */
export const nodeOf = (x: Operand): Node => (typeof x === "number" ? constant(x) : x);

/** A number that is handed over at each call and may change from step to step. */
export function parameter(name: string): Node {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return intern({ op: "parameter", name });
  throw new UsageError({
    what: "name of a parameter",
    got: name,
    expected: "a letter, then letters, digits or underscores",
  });
}

/** In a formula for `map`: this component of the i-th state. */
export const input = (i: number): Node =>
  intern({ op: "coordinate", input: integer("index of an input", i, { min: 0 }), component: -1 });

/** Component j (from 0) of the i-th state. */
export const coordinate = (i: number, j: number): Node =>
  intern({
    op: "coordinate",
    input: integer("index of an input", i, { min: 0 }),
    component: integer("index of a component", j, { min: 0 }),
  });

/** The first `dimension` components of the i-th state. */
export const coordinates = (i: number, dimension: number): Node[] =>
  Array.from({ length: dimension }, (_, j) => coordinate(i, j));
