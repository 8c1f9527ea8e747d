import { choose, UsageError } from "../../src/index.ts";
import { type Checks, measure, type Row } from "./claim.ts";
import * as registry from "./index.ts";

/** One entry of a group, by name; plain data for a worker. */
export interface CheckInput {
  readonly group: string;
  readonly entry: string;
}

const groups: readonly Checks[] = Object.values(registry);

/** What there is to check: everything, one group, or the entries of a name. */
export function selection(only?: string): CheckInput[] {
  const all = groups.flatMap(({ group, entries }) => entries.map(({ name }) => ({ group, entry: name })));
  if (only === undefined) return all;
  const chosen = all.filter(({ group, entry }) => group === only || entry === only);
  if (chosen.length > 0) return chosen;
  const names = [...groups.map(({ group }) => group), ...all.map(({ entry }) => entry)];
  choose("what to check", only, Object.fromEntries(names.map((name) => [name, { name }])));
  throw new UsageError({ what: "what to check", got: only, expected: "a group or an entry" });
}

/** Measures the claims of one entry. */
export function check({ group: named, entry: wanted }: CheckInput): Promise<Row[]> {
  const group = groups.find(({ group }) => group === named) as Checks;
  const entry = group.entries.find(({ name }) => name === wanted);
  return measure(group, entry as { readonly name: string });
}
