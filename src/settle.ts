import { finite, integer, suggestion } from "./check.ts";
import { UsageError } from "./refusal.ts";
import type { Setting, Settings } from "./solver.ts";

/**
 * Each declared setting at the value given, or at its default; one unknown or out of range is a `UsageError`.
 *
 * @param flag the flag of a command line that they come from, for its messages
 */
export function settle<Name extends string>(
  declared: Readonly<Record<Name, Setting>>,
  given: Settings = {},
  flag?: string,
): Record<Name, number> {
  const names = Object.keys(declared) as Name[];
  for (const name of Object.keys(given).filter((name) => !names.includes(name as Name))) {
    throw new UsageError({
      what: flag ?? "setting of a solver",
      got: name,
      expected: names.length === 0 ? "none: this method has no settings" : `one of ${names.join(", ")}`,
      advice: suggestion(name, names),
    });
  }
  const value = (name: Name): number => {
    const { default: usual, integer: whole, ...range }: Setting = declared[name];
    return (whole ? integer : finite)(
      flag === undefined ? name : `${flag} ${name}`,
      given[name] ?? usual,
      range,
    );
  };
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, number>;
}
