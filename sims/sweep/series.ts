import type { Scalar } from "./flatten.ts";
import type { SweepTable } from "./table.ts";

type Numbers = readonly (number | null)[];

/** A number that changes over a sweep, with what the simulation recorded beside it. */
export interface Series {
  readonly name: string;
  readonly values: Numbers;
  /** Standard errors. */
  readonly errors?: Numbers;
  /** Exact values of what is approximated. */
  readonly exact?: Numbers;
  /** Exact values of the scheme at its step. */
  readonly scheme?: Numbers;
}

/**
 * Where what belongs to a number is: a comparison { value, error, exact, scheme } has all of it; of others the
 * standard error of mean[0] is meanError[0], and its exact value exact.mean[0].
 */
function besides(name: string) {
  const [, of] = /^(.*)\.value$/.exec(name) ?? [];
  return of === undefined
    ? { errors: name.replace(/((?:\[\d+\])*)$/, "Error$1"), exact: `exact.${name}` }
    : {
        errors: `${of}.error`,
        exact: `${of}.exact`,
        scheme: `${of}.scheme`,
        deviations: `${of}.standardErrors`,
      };
}

const isNumeric = (column: readonly Scalar[]): column is (number | null)[] =>
  column.every((value) => value === null || typeof value === "number");

/** Of a single value everything is new. */
const varies = (column: readonly Scalar[]): boolean => column.length < 2 || new Set(column).size > 1;

/** The numbers that change over a sweep, each once, with their errors and exact values beside. */
export function seriesOf({ columns }: Pick<SweepTable, "columns">): Series[] {
  const names = [...columns.keys()];
  const beside = new Set(names.flatMap((name) => Object.values(besides(name))));
  const numbers = (name?: string): Numbers | undefined => {
    const column = name === undefined ? undefined : columns.get(name);
    return column !== undefined && isNumeric(column) ? column : undefined;
  };
  const seen = new Set<string>();
  return names.flatMap((name): Series[] => {
    const values = numbers(name);
    if (values === undefined || beside.has(name) || name.startsWith("exact.") || !varies(values)) return [];
    const same = JSON.stringify(values);
    if (seen.has(same)) return [];
    seen.add(same);
    const places: { errors: string; exact: string; scheme?: string } = besides(name);
    const [errors, exact, scheme] = [places.errors, places.exact, places.scheme].map(numbers);
    const found = { ...(errors && { errors }), ...(exact && { exact }), ...(scheme && { scheme }) };
    return [{ name: name.replace(/\.value$/, ""), values, ...found }];
  });
}
