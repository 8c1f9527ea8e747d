/** What goes into the function that is asked for, and what comes out. */
export type Value = number | Float64Array;

/** A script with a blank or two, and how its answer is judged: by the closed form, at given arguments. */
export interface Exercise {
  /** What to do, in a sentence or two. */
  readonly task: string;
  /** What the program imports: names by module, such as "langevin". */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** The program below its imports, about 20 lines of JavaScript with `___` where something is to be filled in. */
  readonly script: string;
  /** The function that the script exports. */
  readonly call: string;
  /** Arguments at which it is tried, each list one call. */
  readonly probes: readonly (readonly Value[])[];
  readonly answer: (...values: never[]) => Value;
  /** Wrong answers that are often given, and what each leaves out. */
  readonly mistakes: readonly { readonly answer: (...values: never[]) => Value; readonly hint: string }[];
  /** What a wrong answer leads to, in numbers: the outcomes of the probes in their order. */
  readonly consequence?: (outcomes: readonly Value[]) => string | undefined;
}
