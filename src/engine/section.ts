import { drawsOf, numbersOf, type Operation } from "./operation.ts";
import type { Stretch } from "./repeats.ts";
import type { Log } from "./tape.ts";

/** Where a component of the state gets a new value from: component `component` of a place. */
export interface Write {
  readonly offset: number;
  readonly place: number;
  readonly width: number;
}

/** A stretch of a step, run `count` times in a row: what one kernel does, on a state of `width` numbers a particle. */
export interface Section {
  /** Equal keys, equal kernels, apart from the contents of long tables. */
  readonly key: string;
  /** Which of the step's long tables its formulas read, in the order in which they are met. */
  readonly tables: readonly number[];
  /** The number of its first operation in the step. */
  readonly from: number;
  readonly operations: readonly Operation[];
  readonly count: number;
  /** Numbers a row. */
  readonly numbers: number;
  /** Address numbers a row: that of the interval, then those of the draws. */
  readonly addresses: number;
  /** Where in the state each place lies that the section may read. */
  readonly reads: ReadonlyMap<number, number>;
  readonly writes: readonly Write[];
}

/** An entry of the state, or a place that lives on from one section of a step to the next, within the state. */
export interface Entry {
  readonly name: string;
  readonly offset: number;
  readonly width: number;
}

/** The places whose values before the operations matter, given those that matter after them. */
function before(operations: readonly Operation[], after: ReadonlySet<number>): Set<number> {
  const live = new Set(after);
  for (const { out, xs } of operations.toReversed()) {
    if (!live.delete(out)) continue;
    for (const x of xs) live.add(x);
  }
  return live;
}

/** What matters after each stretch of a step, when the entries `needed` matter at its end; and before the first. */
function liveness({ operations, results }: Log, stretches: readonly Stretch[], needed: ReadonlySet<number>) {
  let live = new Set([...needed].map((entry) => results[entry]));
  const after: Set<number>[] = [];
  for (const { from, length, count } of stretches.toReversed()) {
    const own = operations.slice(from, from + length);
    for (let size = -1; count > 1 && live.size > size; ) {
      size = live.size;
      for (const place of before(own, live)) live.add(place);
    }
    after.unshift(live);
    live = before(own, live);
  }
  return { after, first: live };
}

/** A log and how it is cut. */
export interface Cut {
  readonly log: Log;
  readonly stretches: readonly Stretch[];
}

/** The entries that some step reads before it writes them, besides those asked for. */
export function neededEntries(cuts: readonly Cut[], asked: readonly number[]): Set<number> {
  const needed = new Set(asked);
  for (let size = 0; needed.size > size; ) {
    size = needed.size;
    for (const { log, stretches } of cuts) {
      for (const place of liveness(log, stretches, needed).first) if (place < log.inputs) needed.add(place);
    }
  }
  return needed;
}

/**
 * The sections of a step. `offsetOf` says where in the state a place of some width is kept between sections.
 * What becomes of the entries at the end of the step belongs to the last section, unless that is a loop.
 */
export function sectionsOf(
  { log, stretches }: Cut,
  needed: ReadonlySet<number>,
  offsetOf: (place: number, width: number) => number,
): Section[] {
  const { inputs, operations, results, widths } = log;
  const moves = [...needed].some((entry) => results[entry] !== entry);
  const closes = moves && (stretches.length === 0 || stretches[stretches.length - 1].count > 1);
  const all = closes ? [...stretches, { from: operations.length, length: 0, count: 1 }] : stretches;
  const { after } = liveness(log, all, needed);
  const defined = new Set(Array.from({ length: inputs }, (_, i) => i));
  return all.map(({ from, length, count }, i) => {
    const own = operations.slice(from, from + length);
    const live = [...before(own, after[i])].filter((place) => defined.has(place));
    const reads = new Map(live.map((place) => [place, offsetOf(place, widths[place])]));
    const written = new Set(own.map(({ out }) => out));
    for (const place of written) defined.add(place);
    const write = (to: number, place: number): Write => ({
      offset: offsetOf(to, widths[place]),
      place,
      width: widths[place],
    });
    const ends = i === all.length - 1 && count === 1;
    const writes = ends
      ? [...needed]
          .filter((e) => defined.has(results[e]) && (results[e] !== e || written.has(e)))
          .map((e) => write(e, results[e]))
      : [...after[i]].filter((place) => written.has(place)).map((place) => write(place, place));
    const tables = [...new Set(own.flatMap((operation) => operation.tables))];
    const key = [
      ...own.map(({ name, tables: ts }) => [name, ...ts.map((table) => tables.indexOf(table))].join()),
      ...[...reads].map(([place, offset]) => `${place}@${offset}x${widths[place]}`),
      ...writes.map(({ offset, place }) => `${offset}<-${place}`),
    ].join(" ");
    const addresses = own.reduce((sum, operation) => sum + drawsOf(operation), 1);
    const numbers = own.reduce((sum, operation) => sum + numbersOf(operation), 0);
    return { key, tables, from, operations: own, count, numbers, addresses, reads, writes };
  });
}
