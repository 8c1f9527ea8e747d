import { UsageError } from "../../src/refusal.ts";

/** What is left to read: tokens are a command, a number, or one character. */
export interface Source {
  readonly latex: string;
  tokens: string[];
  at: number;
  depth: number;
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

/** The characters of an argument as they stand: what the braces hold, or one token. */
export function raw(source: Source): string {
  while (peek(source) === " ") source.at++;
  if (peek(source) !== "{") return next(source);
  source.at++;
  let word = "";
  while (peek(source) !== "}") word += next(source);
  source.at++;
  return word;
}

/** Length and nesting are bounded, so that no formula can exhaust the stack. */
const longest = 20_000;
const deepest = 200;

/** Reads a part that may hold others; parts too deep inside one another are refused. */
export function nested<T>(source: Source, read: (source: Source) => T): T {
  source.depth++;
  if (source.depth > deepest) refuse(source, `parts more than ${deepest} deep`);
  const part = read(source);
  source.depth--;
  return part;
}

/** The next token as one that a command takes without braces: \frac12 is a half. */
export function digit(source: Source): string | undefined {
  const token = peek(source);
  if (!/^\d\d/.test(token ?? "")) return undefined;
  source.tokens[source.at] = token.slice(1);
  return token[0];
}

/** LaTeX cut into tokens. */
export function tokenise(latex: string): Source {
  const tokens = latex.replace(/\s+/g, " ").match(/\\[A-Za-z]+ ?|\\.|\d+(?:\.\d+)?|./gsu) ?? [];
  const trimmed = tokens.map((token) => (/^\\[A-Za-z]/.test(token) ? token.trim() : token));
  const source = { latex: latex.slice(0, 80), tokens: trimmed, at: 0, depth: 0 };
  return latex.length > longest ? refuse(source, `${latex.length} characters, more than ${longest}`) : source;
}
