import type { Formula } from "../formula/formula.ts";
import { formulaShape } from "./formula-shape.ts";
import { NotCompilable } from "./not-compilable.ts";
import type { Operation } from "./operation.ts";

/** A state on the tape: a place that holds `width` numbers a particle. */
export class Place {
  readonly width: number;
  /** The step that numbered it last, and its number there. */
  step = -1;
  index = -1;

  constructor(width: number) {
    this.width = width;
  }
}

/** What a step did, without its numbers: two steps with the same log differ in numbers alone. */
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

/** The operation apart from its places: what it is, its formula where it has one, and its purpose where it draws. */
export interface Deed {
  readonly op: Operation["op"];
  readonly formula?: Formula;
  readonly purpose?: number;
  readonly numbered?: boolean;
}

/**
 * Writes down what a step does with its states. Places have numbers that do not depend on the step, so steps that do the same have the
 * same log; the numbers handed in go to `numbers`, the numbers of draws to `draws`.
 */
export class Tape {
  readonly dimension: number;
  readonly numbers: number[] = [];
  readonly draws: number[] = [];
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
    const { next } = this.#branch;
    let branch = next.find(({ operation }) => isThat(operation as Operation, deed, out, xs));
    if (branch === undefined) {
      branch = newBranch(this.#operation(deed, out, xs));
      next.push(branch);
    }
    this.#branch = branch;
    this.#path.push(branch.operation as Operation);
    return out;
  }

  #operation(deed: Deed, out: Place, xs: readonly Place[]): Operation {
    const { op, formula, purpose = "" } = deed;
    const { number, tables } = formula === undefined ? { number: "", tables: [] } : formulaShape(formula);
    const places = xs.map(({ index }) => index);
    const name = `${out.index}:${out.width}=${op}${number}${purpose}(${places.join()})`;
    const key = `${name}[${tables.map(({ id }) => id).join()}]`;
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

function isThat(operation: Operation, deed: Deed, out: Place, xs: readonly Place[]): boolean {
  if (operation.op !== deed.op || operation.out !== out.index || operation.width !== out.width) return false;
  if (operation.xs.length !== xs.length) return false;
  const { formula, purpose } = operation as Deed;
  if (formula !== deed.formula || purpose !== deed.purpose) return false;
  for (let i = 0; i < xs.length; i++) if (operation.xs[i] !== xs[i].index) return false;
  return true;
}
