import { UsageError } from "./refusal.ts";

interface Range {
  /** smallest allowed value; `above` excludes it */
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
}

const describe = (noun: string, { min, above, max, below }: Range): string => {
  const low = above !== undefined ? `> ${above}` : min !== undefined ? `>= ${min}` : "";
  const high = below !== undefined ? `< ${below}` : max !== undefined ? `<= ${max}` : "";
  return [noun, [low, high].filter(Boolean).join(" and ")].filter(Boolean).join(" ");
};

const within = (value: number, range: Range): boolean => {
  const { min = -Infinity, above = -Infinity, max = Infinity, below = Infinity } = range;
  return value >= min && value > above && value <= max && value < below;
};

/** The value itself when it is a finite number within the range; otherwise a `UsageError`. */
export function finite(what: string, value: number, range: Range = {}): number {
  if (Number.isFinite(value) && within(value, range)) return value;
  throw new UsageError({ what, got: value, expected: describe("a finite number", range) });
}

/** The value itself when it is a safe integer within the range; otherwise a `UsageError`. */
export function integer(what: string, value: number, range: Range = {}): number {
  if (Number.isSafeInteger(value) && within(value, range)) return value;
  throw new UsageError({ what, got: value, expected: describe("an integer", range) });
}

const largestSeed = 2n ** 64n - 1n;

/** The seed itself when it is a bigint of 64 bits; otherwise a `UsageError`. */
export function checkSeed(seed: bigint): bigint {
  if (typeof seed === "bigint" && seed >= 0n && seed <= largestSeed) return seed;
  const advice = typeof seed === "number" ? `Write ${seed}n.` : undefined;
  const expected = "a bigint from 0 to 2^64 - 1";
  throw new UsageError({ what: "seed", got: seed, expected, ...(advice !== undefined && { advice }) });
}

/** Damerau-Levenshtein distance (optimal string alignment). */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) d[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
}

/** Whether a text begins as typed, but for one slip in four letters. */
const begins = (typed: string, text: string): boolean =>
  typed.length > 1 &&
  [0, 1].some((more) => distance(typed, text.slice(0, typed.length + more)) <= typed.length / 4);

/** The name nearest to what was typed, where one is near: a slip or two, a name that is only begun, or a part of one name alone. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 64);
  const [best] = names
    .map((name) => ({ name, d: distance(word, name.toLowerCase()) }))
    .sort((p, q) => p.d - q.d);
  if (best === undefined) return undefined;
  const within = names.filter((name) => name.split("-").some((part) => begins(word, part.toLowerCase())));
  const inOne = word.length > 2 && within.length === 1 ? within[0] : undefined;
  const begun = names.find((name) => begins(word, name.toLowerCase())) ?? inOne;
  if (best.d > 1 && begun !== undefined) return begun;
  return best.d <= Math.max(2, best.name.length / 2.5) && best.d < best.name.length ? best.name : undefined;
}

/** "Did you mean ...?", where something near exists. */
export function suggestion(typed: string, names: readonly string[]): string | undefined {
  const name = nearest(typed, names);
  return name && `Did you mean "${name}"?`;
}

/** Looks a name up in a registry; an unknown one is refused with the nearest that exists. */
export function choose<T extends { readonly name: string }>(
  what: string,
  name: string,
  registry: Readonly<Record<string, T>>,
): T {
  const entries = Object.values(registry);
  const found = entries.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const names = entries.map((entry) => entry.name);
  throw new UsageError({
    what,
    got: name,
    expected: `one of ${names.join(", ")}`,
    advice: suggestion(name, names),
  });
}
