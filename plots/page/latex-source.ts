import { UsageError } from "../../src/refusal.ts";

/** What is left to read: tokens are a command, a number, or one character. */
export interface Source {
  readonly latex: string;
  readonly tokens: readonly string[];
  at: number;
}

export const refuse = (source: Source, got: string): never => {
  throw new UsageError({
    what: `formula ${source.latex}`,
    got,
    expected:
      "the LaTeX that a page can set: scripts, fractions, roots, brackets, accents, Greek, usual operators, cases",
  });
};

export const peek = (source: Source) => source.tokens[source.at];
export const next = (source: Source) => source.tokens[source.at++] ?? refuse(source, "its end");

export function expect(source: Source, token: string): void {
  const got = next(source);
  if (got !== token) refuse(source, `${got} in place of ${token}`);
}

/** The characters of a braced argument as they stand. */
export function raw(source: Source): string {
  expect(source, "{");
  let word = "";
  while (peek(source) !== "}") word += next(source);
  source.at++;
  return word;
}

/** Length and nesting are bounded, so that no formula can exhaust the stack. */
const longest = 4000;
const deepest = 64;

/** LaTeX cut into tokens. */
export function tokenise(latex: string): Source {
  const tokens = latex.replace(/\s+/g, " ").match(/\\[A-Za-z]+ ?|\\.|\d+(?:\.\d+)?|./gsu) ?? [];
  const source: Source = {
    latex,
    tokens: tokens.map((token) => (/^\\[A-Za-z]/.test(token) ? token.trim() : token)),
    at: 0,
  };
  if (latex.length > longest)
    refuse({ ...source, latex: "in LaTeX" }, `${latex.length} characters, more than ${longest}`);
  let depth = 0;
  for (const token of source.tokens) {
    depth += token === "{" || token === "\\left" ? 1 : token === "}" || token === "\\right" ? -1 : 0;
    if (depth > deepest) refuse(source, `brackets more than ${deepest} deep`);
  }
  return source;
}
