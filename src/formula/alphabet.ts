import { suggestion } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Node } from "./formula.ts";
import { constant, coordinate, parameter } from "./leaves.ts";
import { namedFunctions } from "./named-functions.ts";

/** What a text may contain, in words. */
export const vocabulary = `the coordinates x, y, z or x1, x2, ..., the constants pi and e, + - * / ^ and ${[...namedFunctions.keys()].join(", ")}`;

/** The most coordinates that a text may ask for. */
const mostCoordinates = 1000;

const indexOf = (name: string): number => {
  const letter = ["x", "y", "z"].indexOf(name);
  return letter >= 0 ? letter : /^x[1-9]\d{0,3}$/.test(name) ? Number(name.slice(1)) - 1 : -1;
};

/** What the names of a text stand for. */
export interface Alphabet {
  readonly text: string;
  /** The node of a name; an unknown one is refused. */
  readonly symbol: (name: string) => Node;
  readonly has: (name: string) => boolean;
}

const place = (text: string, name: string): string => {
  const at = new RegExp(`(?<![A-Za-z0-9_])${name.replace(/[^\w]/g, "")}(?![A-Za-z0-9_])`).exec(text)?.index;
  return at === undefined ? "" : ` at character ${at + 1}`;
};

function unknown(text: string, name: string, known: readonly string[]): UsageError {
  const letters = [...name].every((letter) => known.includes(letter));
  const advice = namedFunctions.has(name)
    ? `${name} is a function: write ${name}(...).`
    : letters && name.length > 1
      ? `For a product write ${[...name].join("*")}.`
      : suggestion(name, [...known, ...namedFunctions.keys()]);
  const expected = `one of the names ${known.join(", ")}${place(text, name)}`;
  return new UsageError({ what: "name in a formula", got: name, expected, advice });
}

/** The names that a text over `dimension` coordinates may use; a coordinate beyond the dimension is unknown. */
export function alphabet(
  text: string,
  dimension: number | undefined,
  parameters: readonly string[],
): Alphabet {
  const constants = new Map([
    ["pi", Math.PI],
    ["π", Math.PI],
    ["e", Math.E],
  ]);
  for (const name of parameters) {
    if (indexOf(name) < 0 && !constants.has(name) && !namedFunctions.has(name)) continue;
    const expected = "a name that is not a coordinate, a constant or a function";
    throw new UsageError({ what: "parameter of a formula", got: name, expected });
  }
  const letters = ["x", "y", "z"].slice(0, dimension ?? 3);
  const numbered = dimension === undefined ? ["x1"] : [...new Set(["x1", `x${dimension}`])];
  const known = [...letters, ...numbered, ...parameters, "pi", "e"];
  const find = (name: string): Node | undefined => {
    const index = indexOf(name);
    if (index >= 0 && index < (dimension ?? mostCoordinates)) return coordinate(0, index);
    const value = constants.get(name);
    if (value !== undefined) return constant(value);
    return parameters.includes(name) ? parameter(name) : undefined;
  };
  const symbol = (name: string): Node => {
    const node = find(name);
    if (node === undefined) throw unknown(text, name, known);
    return node;
  };
  return { text, symbol, has: (name) => find(name) !== undefined };
}
