import { z } from "zod";
import { suggestion } from "../../src/check.ts";
import { type Settings, settle, solvers, UsageError } from "../../src/index.ts";
import { decimal } from "../decimal.ts";
import { shortNumber } from "../short-number.ts";
import { solverOf } from "./bind.ts";

type Solver = ReturnType<typeof solverOf>;

/** "rtol=1e-9,atol=1e-12" as names and numbers; what is no such pair has NaN. */
const pairs = (text: string): (readonly [name: string, value: number])[] =>
  text.split(",").map((word) => {
    const [name, value = ""] = word.split("=", 2).map((part) => part.trim());
    return [name, decimal.test(value) ? Number(value) : Number.NaN];
  });

const expected = "settings with their numbers, each once, such as rtol=1e-9,atol=1e-12";

/** "dormand-prince: rtol=1e-6,atol=1e-9": the settings of those that have any, with their defaults. */
const known = (names: readonly string[]): string =>
  names
    .map((name) => [name, Object.entries(solverOf(name).settings ?? {})] as const)
    .filter(([, settings]) => settings.length > 0)
    .map(
      ([name, settings]) =>
        `${name}: ${settings.map(([key, s]) => `${key}=${shortNumber(s.default)}`).join(",")}`,
    )
    .join("; ");

const setFlag = (names: readonly string[]) =>
  z
    .string()
    .transform(pairs)
    .refine((all) => all.every(([, value]) => Number.isFinite(value)), expected)
    .refine((all) => new Set(all.map(([name]) => name)).size === all.length, expected)
    .transform((all): Settings => Object.fromEntries(all))
    .optional()
    .meta({
      metavar: "name=x,...",
      joined: true,
      description: `settings of the solver${known(names) === "" ? "; these have none" : `, with their defaults ${known(names)}`}`,
    });

/** A solver that was asked for, with a value for each of its settings. */
export interface AskedSolver {
  readonly solver: string;
  readonly method: Solver;
  readonly settings: Settings;
}

/**
 * The flags --solver and --set of a simulation that takes any of the solvers `names`, such as `solversFor("reverse")`;
 * `note` ends the help of --solver. A simulation takes them in two lines,
 *
 *     const how = solverFlags(solversFor("langevin"), "euler-maruyama");
 *     const config = z.object({ ...how.flags, ... });
 *     ...
 *     const { solver, method, settings } = how.read(asked);
 *
 * where `solver` and `settings` go into a `SampleSpec`. `read` throws a `UsageError` for a solver that is not among
 * the names, and for a setting that it does not have or that is out of its range.
 */
export const solverFlags = (names: readonly string[], usual: string, note = "") => ({
  flags: {
    solver: z
      .string()
      .default(usual)
      .describe(`${names.join(", ")}${note === "" ? "" : `; ${note}`}`),
    set: setFlag(names),
  },
  read({ solver, set }: { readonly solver: string; readonly set?: Settings | undefined }): AskedSolver {
    if (!names.includes(solver)) {
      const other = Object.values(solvers).find(({ name }) => name === solver);
      throw new UsageError({
        what: "--solver",
        got: other === undefined ? solver : `${solver}, which solves problems of kind "${other.kind}"`,
        expected: `one of ${names.join(", ")}`,
        advice: other === undefined ? suggestion(solver, names) : undefined,
      });
    }
    const method = solverOf(solver);
    return { solver, method, settings: settle(method.settings ?? {}, set, "--set") };
  },
});
