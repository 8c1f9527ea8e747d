import type { z } from "zod";
import type { Block, Html, TextBlock } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import type { Exercise } from "./exercise.ts";

/** A number of ours beside what the lecture has. */
export interface CourseNumber {
  /** Its key in run.json, and its name in a sweep: letters and digits. */
  readonly key: string;
  /** What it is, in a few words. */
  readonly quantity: string;
  /** Computed in this run, unless it is `recorded`. */
  readonly value: number;
  /** It was read from the record of a training. */
  readonly recorded?: boolean;
  /** Standard error; 0 for what is computed without sampling. */
  readonly error: number;
  /** What the lecture has: a number, or the range that it states. */
  readonly lecture?: number | readonly [low: number, high: number];
  /** Half a unit of the last digit that the lecture prints; 0 unless told. */
  readonly rounding?: number;
  /** The share of the lecture's number by which ours may differ, where a training decides it; 0 unless told. */
  readonly within?: number;
  /** What the lecture has of another machine or network: it is shown and not compared. */
  readonly beside?: number | readonly [low: number, high: number];
  /** The exact value of what is measured here, by a closed form or by quadrature. */
  readonly exact?: number;
}

/** What one run of an entry shows. */
export interface Shown {
  /** What is seen, in reading order: paragraphs, tables, further formulas, and the figures. */
  readonly blocks: readonly Block[];
  readonly numbers: readonly CourseNumber[];
}

/** Asked in the lecture; the answer is folded away. */
export interface Question {
  readonly asked: string | Html;
  readonly answer: readonly TextBlock[];
}

/**
 * One point of a lecture as something that runs: one command, one page, one test. It is run by the machinery of the simulations, so
 * its flags, its folder and its sweeps are theirs.
 */
export interface CourseEntry<C extends z.ZodObject = z.ZodObject> {
  /** Lower-case words joined by dashes; what `langevin course` takes. */
  readonly name: string;
  /** Its place in the order of the argument; no two alike. */
  readonly place: number;
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly about: string;
  /** The lecture that it belongs to, and where in it. */
  readonly lecture: string;
  /** In LaTeX, each displayed on a line of its own. */
  readonly formulas: readonly string[];
  readonly question: Question;
  /** What to read. */
  readonly references: readonly string[];
  /** Every field has `.describe()` and a default. */
  readonly config: C;
  /** The settings of a run that takes a second or two, for `--quick` and the tests: smaller, and said so on the page. */
  readonly quick: Partial<z.input<C>>;
  /** Those of its training, used in that form where `--train` asks for one. */
  readonly quickTraining?: Partial<z.input<C>>;
  readonly exercise?: Exercise;
  /** Samples through the context's tasks only, so that what a task returns is what the numbers are made of. */
  run(config: z.infer<C>, context: Context): Promise<Shown>;
}
