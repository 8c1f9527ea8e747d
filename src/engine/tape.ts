import type { Formula, Table } from "../formula/formula.ts";
import { type Deed, isThat } from "./deed.ts";
import { NotCompilable } from "./not-compilable.ts";
import type { Operation } from "./operation.ts";
import { Place } from "./place.ts";

/** What a step did, without its numbers and tables: two steps with the same log differ in these alone. */
export interface Log {
  /** How many places, the first ones, are entries of the state that it begins with. */
  readonly inputs: number;
  readonly operations: readonly Operation[];
  /** The place where each entry of the state is at the end. */
  readonly results: readonly number[];
  /** The width of each place. */
  readonly widths: readonly number[];
}

/** The steps that began alike, as a tree: where they went on, and where they ended. */
interface Branch {
  readonly operation?: Operation;
  readonly next: Branch[];
  readonly logs: Log[];
}

const newBranch = (operation?: Operation): Branch => ({
  ...(operation && { operation }),
  next: [],
  logs: [],
});

const none: readonly number[] = [];

/**
 * Writes down what a step does with its states. Places have numbers that do not depend on the step, so steps that do the same have the
 * same log; the numbers handed in go to `numbers`, the numbers of draws to `draws`, long tables to `tables` in the order in which they are met, and the
 * formula of each operation, where it has one, to `formulas`.
 */
export class Tape {
  readonly dimension: number;
  readonly numbers: number[] = [];
  readonly draws: number[] = [];
  readonly tables: Table[] = [];
  readonly formulas: (Formula | undefined)[] = [];
  #step = 0;
  #inputs = 0;
  #places: Place[] = [];
  #path: Operation[] = [];
  /** By the number of inputs. */
  readonly #roots: Branch[] = [];
  #branch = newBranch();
  readonly #operations = new Map<string, Operation>();

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  /** Begins a step on a state with these entries. */
  begin(entries: readonly Place[]): void {
    this.#step++;
    this.#inputs = entries.length;
    this.#places.length = 0;
    this.#path.length = 0;
    this.numbers.length = 0;
    this.draws.length = 0;
    this.tables.length = 0;
    this.formulas.length = 0;
    this.#roots[entries.length] ??= newBranch();
    this.#branch = this.#roots[entries.length];
    for (const place of entries) {
      if (place.step === this.#step) this.#places.push(place);
      else this.#index(place);
    }
  }

  #index(place: Place): number {
    if (!(place instanceof Place)) throw new NotCompilable("a step uses a state that is not its space's");
    if (place.step !== this.#step) {
      place.step = this.#step;
      place.index = this.#places.push(place) - 1;
    }
    return place.index;
  }

  /** Logs an operation. */
  write(deed: Deed, out: Place, xs: readonly Place[]): Place {
    for (const x of xs) this.#index(x);
    this.#index(out);
    const tables = deed.shape?.tables.map((table) => this.#table(table)) ?? none;
    this.formulas.push(deed.formula);
    this.#branch = this.#next(deed, out, xs, tables);
    this.#path.push(this.#branch.operation as Operation);
    return out;
  }

  /** Where the step goes on. */
  #next(deed: Deed, out: Place, xs: readonly Place[], tables: readonly number[]): Branch {
    for (const branch of this.#branch.next) {
      if (isThat(branch.operation as Operation, deed, out, xs, tables)) return branch;
    }
    const branch = newBranch(this.#operation(deed, out, xs, tables));
    this.#branch.next.push(branch);
    return branch;
  }

  #table(table: Table): number {
    const known = this.tables.indexOf(table);
    return known < 0 ? this.tables.push(table) - 1 : known;
  }

  #operation(deed: Deed, out: Place, xs: readonly Place[], tables: readonly number[]): Operation {
    const { op, shape, purpose = "" } = deed;
    const places = xs.map(({ index }) => index);
    const name = `${out.index}:${out.width}=${op}${shape?.number ?? ""}${purpose}(${places.join()})`;
    const key = `${name}[${tables.join()}]`;
    const operation =
      this.#operations.get(key) ??
      ({ ...deed, name, tables, out: out.index, width: out.width, xs: places } as Operation);
    this.#operations.set(key, operation);
    return operation;
  }

  /** Ends a step whose state has these entries. */
  end(entries: readonly Place[]): Log {
    for (const place of entries) this.#index(place);
    const { logs } = this.#branch;
    let log = logs.find(({ results }) => results.every((result, i) => result === entries[i].index));
    if (log === undefined) {
      const results = entries.map(({ index }) => index);
      const widths = this.#places.map(({ width }) => width);
      log = { inputs: this.#inputs, operations: [...this.#path], results, widths };
      logs.push(log);
    }
    return log;
  }
}
