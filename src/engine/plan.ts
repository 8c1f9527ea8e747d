import type { Formula, Table } from "../formula/formula.ts";
import { NotCompilable } from "./not-compilable.ts";
import { repeats } from "./repeats.ts";
import { type Entry, neededEntries, type Section, sectionsOf } from "./section.ts";
import type { Alike, Trace } from "./trace.ts";

/** A section with the numbers of all its rows. */
export interface Task {
  readonly section: Section;
  /** The width of each place. */
  readonly widths: readonly number[];
  /** Its long tables, in the order in which they are met. */
  readonly tables: readonly Table[];
  /** Of each operation of the section its formula, where it has one. */
  readonly formulas: readonly (Formula | undefined)[];
  readonly numbers: readonly number[];
  /** For each row the number of its interval, then those of its draws. */
  readonly address: readonly number[];
}

/** A run as sections and rows. */
export interface Plan {
  /** The entries of the state that a run has to keep; the position comes first. */
  readonly entries: readonly Entry[];
  /** Numbers a particle: the entries, and what passes from one section of a step to the next. */
  readonly width: number;
  readonly tasks: readonly Task[];
  /** What runs, in order: triples of a task, its first row and the number of rows. */
  readonly schedule: readonly number[];
  /** For each stop, how much of the schedule is done there. */
  readonly stops: readonly number[];
}

/** Gives each entry that is kept, and each place between sections, its part of the state. */
class Layout {
  readonly entries: Entry[] = [];
  width = 0;
  readonly #offsets = new Map<string, number>();

  add(name: string, width: number): number {
    const known = this.#offsets.get(name);
    if (known !== undefined) return known;
    const offset = this.width;
    this.#offsets.set(name, offset);
    this.width += width;
    return offset;
  }
}

/** The tasks of steps of one kind, each with its rows. */
function tasksOf(
  { log, tables, formulas, numbers, draws, intervals }: Alike,
  sections: readonly Section[],
): Task[] {
  const tasks = sections.map((section) => ({
    section,
    widths: log.widths,
    tables: section.tables.map((table) => tables[table]),
    formulas: formulas.slice(section.from, section.from + section.operations.length),
    numbers: [] as number[],
    address: [] as number[],
  }));
  let [n, d] = [0, 0];
  for (const k of intervals) {
    for (const { section, numbers: own, address } of tasks) {
      for (let row = 0; row < section.count; row++) {
        address.push(k);
        for (const end = d + section.addresses - 1; d < end; d++) address.push(draws[d]);
        for (const end = n + section.numbers; n < end; n++) own.push(numbers[n]);
      }
    }
  }
  return tasks.filter(({ section }) => section.writes.length > 0);
}

/**
 * Cuts a trace into sections. `asked` names entries to keep, where there are such, besides the position and what steps read; `stops` are the
 * numbers of grid points at which the state must be there, in order.
 */
export function plan(
  { entries, kinds, steps }: Trace,
  asked: readonly string[],
  stops: readonly number[],
): Plan {
  const cuts = [...new Set(kinds.map(({ log }) => log))].map((log) => {
    const { operations } = log;
    const whole = [{ from: 0, length: operations.length, count: 1 }]; // the start is never a loop
    return { log, stretches: log.inputs === entries.length ? repeats(operations) : whole };
  });
  const isWanted = (name: string) => name === "position" || asked.includes(name);
  const wanted = entries.flatMap(({ name }, i) => (isWanted(name) ? [i] : []));
  const needed = neededEntries(cuts, wanted);
  const layout = new Layout();
  const kept = entries.flatMap((entry, i) =>
    needed.has(i) ? [{ ...entry, offset: layout.add(entry.name, entry.width) }] : [],
  );
  const offsetOf = (place: number, width: number) =>
    needed.has(place) ? layout.add(entries[place].name, width) : layout.add(`${place} ${width}`, width);
  const sections = new Map(cuts.map((cut) => [cut.log, sectionsOf(cut, needed, offsetOf)]));
  const tasks = kinds.map((kind) => tasksOf(kind, sections.get(kind.log) as Section[]));
  let total = 0;
  const first = tasks.map(({ length }) => {
    total += length;
    return total - length;
  });
  const schedule: number[] = [];
  const done: number[] = [];
  const next = new Array<number>(total).fill(0);
  let open = false; // whether the last triple may grow
  steps.forEach((kind, point) => {
    for (let i = 0; i < tasks[kind].length; i++) {
      const [task, { count }] = [first[kind] + i, tasks[kind][i].section];
      const last = schedule.length - 3;
      if (open && schedule[last] === task) schedule[last + 2] += count;
      else schedule.push(task, next[task], count);
      next[task] += count;
      open = true;
    }
    if (stops[done.length] !== point) return;
    done.push(schedule.length / 3);
    open = false;
  });
  if (done.length !== stops.length) throw new NotCompilable("it is asked for a point beyond its grid");
  return { entries: kept, width: layout.width, tasks: tasks.flat(), schedule, stops: done };
}
