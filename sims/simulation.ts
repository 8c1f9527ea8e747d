import type { NdArray } from "ndarray";
import type { z } from "zod";
import type { Digits } from "../mnist/data.ts";
import type { Figure } from "../plots/figure.ts";
import type { ReportSection } from "../plots/report.ts";
import type { EngineUse } from "./engine/engine-use.ts";
import type { Networks } from "./networks.ts";

/** What `run.json` can hold. A number must be finite: JSON never carries NaN. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/**
 * A named simulation: settings in, arrays, figures and numbers out through its context. It knows neither
 * files nor threads, so the command line and a page run the same one.
 */
export interface Simulation<C extends z.ZodObject = z.ZodObject> {
  /** Lower-case words joined by dashes; what `langevin run` takes. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences: what it computes and what it shows. */
  readonly about: string;
  /** Heading that it is listed under. */
  readonly group?: string;
  /** What each run cites, beside the references of what its settings name. */
  readonly references?: readonly string[];
  /** One declaration gives flags, ranges, defaults and help: every field has `.describe()`, most a default. */
  readonly config: C;
  /**
   * Throws `UsageError` before it computes anything where settings do not go together: a sweep rehearses each of its
   * values up to the first progress, task or result.
   */
  run(config: z.infer<C>, context: Context): Promise<void>;
}

/** What a running simulation is given. Names of results are letters, digits, dot, dash and underscore. */
export interface Context {
  /** How many tasks run at the same time. */
  readonly threads: number;
  /** The setting whose values a sweep runs through, where this run is one of them. */
  readonly swept?: string;
  /** Bytes of memory that the machine has for this process. */
  readonly memory: number;
  /** Aborted when the run is stopped; what was written stays. */
  readonly signal: AbortSignal;
  /** `done` out of `total` units of work; `note` is a few words that change, such as a loss. */
  progress(label: string, done: number, total: number, note?: string): void;
  /**
   * The bytes of a file that the user names; run.json keeps its digest. Messages call it `what`, such as "--weights".
   * @throws UsageError for one that is missing, no regular file, or above `most` bytes, 64 MB unless told
   */
  input(path: string, what?: string, most?: number): Promise<Uint8Array>;
  /** The images of MNIST, digest checked: 60,000 to train on, 10,000 to test with. */
  digits(part: "training" | "test"): Promise<Digits>;
  /** Trained networks: what draws, trains and judges is loaded when it is asked for. */
  networks(): Promise<Networks>;
  /** A line of metrics.jsonl, appended and flushed. */
  metric(row: Readonly<Record<string, number | string | boolean>>): void;
  /** NAME.npy in the type of the data; plain arrays as float64. */
  array(name: string, values: NdArray): Promise<void>;
  /** figures/NAME.html, a page that needs no network; the last one under a name counts. */
  figure(name: string, figure: Figure, caption?: string): Promise<void>;
  /** Any other result, such as a network's weights, under its full name ("weights.safetensors"). */
  file(name: string, bytes: Uint8Array): Promise<void>;
  /**
   * A result that grows, such as a network in training: where the run is stopped or fails, it is written as far as
   * it has come; undefined for nothing. The last one under a name counts.
   */
  rescue(name: string, bytes: () => Uint8Array | undefined): void;
  /** An entry of `numbers` in run.json. */
  number(name: string, value: Json): void;
  /** Notes what moves the particles of the run `label`, one of those that the simulation makes: run.json, summary and report say so. */
  engine(use: EngineUse, label: string): void;
  /** A part of report.html, in the order of the calls. */
  report(section: ReportSection): void;
  /** A line of the summary that the reader sees at the end. */
  say(line: string): void;
  /** References that whoever uses the results should cite. */
  cite(...references: string[]): void;
  /**
   * Runs a task of `sims/tasks` in a worker. `input` is plain data; typed arrays of the result are
   * transferred. An error thrown there is thrown here with its class and message.
   * A `silent` one does not show in the progress: the simulation tells that itself.
   */
  compute<T>(task: string, input: unknown, silent?: boolean): Promise<T>;
}

/** A pure function that a worker can run; `report` takes the fraction that is done, 0 to 1. */
export type Task = (input: never, report: (fraction: number) => void) => unknown;
