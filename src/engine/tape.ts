import type { Table } from "../formula/formula.ts";
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

/** What every operation has. */
type Common = Pick<Operation, "name" | "tables" | "out" | "width" | "xs">;

/** What a step did, without its numbers: two steps with the same key differ in numbers alone. */
export interface Log {
  readonly key: string;
  /** How many places, the first ones, are entries of the state that it begins with. */
  readonly inputs: number;
  readonly operations: readonly Operation[];
  /** The place where each entry of the state is at the end. */
  readonly results: readonly number[];
  /** The width of each place. */
  readonly widths: readonly number[];
}

/**
 * Writes down what a step does with its states. Operations are told apart by a text, in which places have numbers that do not
 * depend on the step; the numbers handed in go to `numbers`, the numbers of draws to `draws`.
 */
export class Tape {
  readonly dimension: number;
  numbers: number[] = [];
  draws: number[] = [];
  #step = 0;
  #inputs = 0;
  #places: Place[] = [];
  #keys: string[] = [];
  readonly #operations = new Map<string, Operation>();
  readonly #logs = new Map<string, Log>();

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  /** Begins a step on a state with these entries. */
  begin(entries: readonly Place[]): void {
    this.#step++;
    this.#inputs = entries.length;
    this.#places = [];
    this.#keys = [];
    this.numbers = [];
    this.draws = [];
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

  /** Logs an operation; `what` and the long tables of its formula tell it from others over the same places. */
  write(
    what: string,
    out: Place,
    xs: readonly Place[],
    make: (common: Common) => Operation,
    tables: readonly Table[] = [],
  ): Place {
    const places = xs.map((x) => this.#index(x));
    const index = this.#index(out);
    const name = `${index}:${out.width}=${what}(${places.join()})`;
    const key = tables.length === 0 ? name : `${name}[${tables.map(({ id }) => id).join()}]`;
    if (!this.#operations.has(key)) {
      this.#operations.set(key, make({ name, tables, out: index, width: out.width, xs: places }));
    }
    this.#keys.push(key);
    return out;
  }

  /** Ends a step whose state has these entries. */
  end(entries: readonly Place[]): Log {
    const results = entries.map((place) => this.#index(place));
    const key = `${this.#inputs}: ${this.#keys.join(" ")} -> ${results.join()}`;
    let log = this.#logs.get(key);
    if (log === undefined) {
      const operations = this.#keys.map((name) => this.#operations.get(name) as Operation);
      log = {
        key,
        inputs: this.#inputs,
        operations,
        results,
        widths: this.#places.map(({ width }) => width),
      };
      this.#logs.set(key, log);
    }
    return log;
  }
}
