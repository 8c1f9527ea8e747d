import { formula } from "../formula/build.ts";
import type { Formula, Table } from "../formula/formula.ts";
import { coordinate } from "../formula/leaves.ts";
import { topological } from "../formula/topological.ts";
import type { Purpose } from "../noise/purposes.ts";
import { hoist } from "./hoist.ts";
import { NotCompilable } from "./not-compilable.ts";
import type { Operation } from "./operation.ts";
import type { Task } from "./plan.ts";
import { SymbolicMachine, unwritten } from "./symbolic-machine.ts";

/** Random numbers that a section draws for each particle. */
export interface Draw {
  readonly law: "normal" | "uniform";
  readonly purpose: Purpose;
  readonly width: number;
  /** Which of the row's draw numbers says which draw of the step it is; without it the first draw. */
  readonly number?: number;
}

/**
 * What a kernel computes, as a formula. A back end sees nothing else.
 *
 * Input 0 of `step` is the state of a particle, and output i becomes its component `targets[i]`, all at once; the others stay.
 * Input 1 + i is the draw i: N(0, 1), or uniform in (0, 1). Parameters are the columns of a row
 * of the run's table, in order: numbers that are the same for all particles.
 *
 * `columns` makes a row from the numbers that the process handed to its space, which are input 0 there. All that depends on
 * them alone is in a column, computed in float64, once a row.
 */
export interface StepGraph {
  readonly step: Formula;
  readonly targets: readonly number[];
  readonly draws: readonly Draw[];
  readonly columns: Formula | undefined;
  /**
   * The tables of `step` with more than `unrolledRows` rows. A kernel that reads their rows from memory serves every run whose tables
   * have as many columns.
   */
  readonly tables: readonly Table[];
}

/** Operations of a section; beyond, it would take longer to compile than most runs take. */
const mostNodes = 12_000;

const sizeOf = (operation: Operation): number =>
  "formula" in operation ? topological(operation.formula.outputs).length : 1;

/**
 * The graph of a section.
 *
 * @throws NotCompilable for a section that is too long, or reads what it has not written
 */
export function stepGraph({
  section: { operations: logged, reads, writes },
  widths,
  tables,
  formulas,
}: Omit<Task, "numbers" | "address">): StepGraph {
  const operations = logged.map((operation, i) =>
    "formula" in operation ? { ...operation, formula: formulas[i] as Formula } : operation,
  );
  const size = operations.reduce((sum, operation) => sum + sizeOf(operation), 0);
  if (size > mostNodes) throw new NotCompilable(`its step is ${size} operations long`);
  const machine = new SymbolicMachine();
  const from = (offset: number, width: number) => Array.from({ length: width }, (_, j) => offset + j);
  for (const [place, offset] of reads) {
    machine.write(
      place,
      from(offset, widths[place]).map((component) => coordinate(0, component)),
    );
  }
  for (const operation of operations) machine.run(operation);
  const outputs = writes.flatMap(({ place }) => machine.read(place));
  if (topological(outputs).includes(unwritten))
    throw new NotCompilable("it reads a scratch before it writes it");
  const targets = writes.flatMap(({ offset, width }) => from(offset, width));
  const { nodes, columns } = hoist(outputs);
  const names = columns.map((_, i) => `c${i}`);
  return {
    step: formula({ inputs: 1 + machine.draws.length, parameters: names, outputs: nodes }),
    targets,
    draws: machine.draws,
    tables,
    columns: columns.length === 0 ? undefined : formula({ inputs: 1, outputs: columns }),
  };
}
