import type { MathNode } from "mathjs";
import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { alphabet, vocabulary } from "./alphabet.ts";
import { formula } from "./build.ts";
import type { Formula, Node } from "./formula.ts";
import { parameter } from "./leaves.ts";
import { topological } from "./topological.ts";
import { translate } from "./translate.ts";

interface Options {
  /** Number of coordinates; without it, the largest that the text names. */
  readonly dimension?: number;
  /** Names that the text may use as numbers which are handed over at each call. */
  readonly parameters?: readonly string[];
}

/** The longest text that is read. */
const longest = 2000;
/** How deep brackets may nest. */
const deepest = 64;

const refuse = (got: string, expected: string, advice?: string): UsageError =>
  new UsageError({ what: "formula", got, expected, ...(advice === undefined ? {} : { advice }) });

function checkText(text: string): void {
  if (typeof text !== "string" || text.trim() === "") {
    throw refuse(String(text), `an expression such as "(x^2 - 1)^2 + y^2 / 2"`);
  }
  if (text.length > longest) throw refuse(`${text.length} characters`, `at most ${longest}`);
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth > deepest) throw refuse(`brackets ${depth} deep`, `at most ${deepest}`);
  }
  const strange = /[^\sA-Za-z0-9_.,+\-*/^()π]/u.exec(text);
  if (strange !== null) {
    const advice = strange[0] === "|" ? "Write abs(x)." : `A formula is one expression over ${vocabulary}.`;
    throw refuse(text, `no "${strange[0]}" at character ${strange.index + 1}`, advice);
  }
  if (text.includes("**")) throw refuse(text, "^ for a power");
  if (/[\n\r]/.test(text.trim())) throw refuse(text, "one line");
}

/** The syntax tree of the text. mathjs parses only; nothing is ever evaluated by it. */
async function parseTree(text: string): Promise<MathNode> {
  const { parse } = (await import("mathjs/lib/browser/math.js")).default;
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? `: ${error.message}` : "";
    throw refuse(text, `an expression such as "(x^2 - 1)^2 + y^2 / 2"${reason}`);
  }
}

/**
 * Reads a formula over the coordinates of one state, such as "(x^2 - 1)^2 + y^2 / 2". The coordinates are x, y, z
 * or x1, x2, ...; the constants pi and e. Refuses everything but arithmetic and the usual functions.
 *
 * @throws UsageError that names the piece, for a text over 2,000 characters, 500 nodes or depth 64,
 * an unknown name, or any construct that is not arithmetic.
 */
export async function parseFormula(
  text: string,
  { dimension, parameters = [] }: Options = {},
): Promise<Formula> {
  if (dimension !== undefined) integer("dimension", dimension, { min: 1 });
  for (const name of parameters) parameter(name);
  checkText(text);
  const tree = await parseTree(text);
  const output = translate(tree, alphabet(text, dimension, parameters));
  const infinite = topological([output]).find(
    (node: Node) => node.op === "constant" && !Number.isFinite(node.value),
  );
  if (infinite !== undefined)
    throw refuse(text, "finite numbers only", "Is there a division by zero, or an overflow?");
  return formula({ inputs: 1, parameters, outputs: [output] });
}
