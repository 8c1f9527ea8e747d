import { add, mul, sum } from "../formula/arithmetic.ts";
import type { Node, Table } from "../formula/formula.ts";
import { type Formula, formula } from "../formula/index.ts";
import { constant, coordinate, parameter } from "../formula/leaves.ts";
import { topological } from "../formula/topological.ts";
import { type Purpose, purposes } from "../noise/purposes.ts";
import { hoist, isHost } from "./hoist.ts";
import { NotCompilable } from "./not-compilable.ts";
import type { Operation } from "./operation.ts";
import type { Section } from "./section.ts";
import { substitute } from "./substitute.ts";

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

/** What a scratch holds before it is written. */
const unwritten = parameter("unwritten");

/** a x, with what is known a row ahead gathered in the factor. */
function scale(a: Node, x: Node): Node {
  if (x.op === "mul" && isHost(x.args[0])) return mul(mul(a, x.args[0]), x.args[1]);
  return mul(a, x);
}

/** Runs the operations of a section on nodes. */
class Machine {
  readonly draws: Draw[] = [];
  readonly #values = new Map<number, readonly Node[]>();
  #numbers = 0;
  #drawNumbers = 0;

  number(): Node {
    return parameter(`n${this.#numbers++}`);
  }

  write(place: number, value: readonly Node[]): void {
    this.#values.set(place, value);
  }

  read(place: number): readonly Node[] {
    return this.#values.get(place) ?? [unwritten];
  }

  /** The leaves of a draw; those of an increment are the same throughout a step. */
  #draw(draw: Draw): readonly Node[] {
    const known = this.draws.findIndex(
      ({ purpose, number }) => purpose === draw.purpose && number === draw.number,
    );
    const index = known < 0 ? this.draws.push(draw) - 1 : known;
    return Array.from({ length: draw.width }, (_, j) => coordinate(1 + index, j));
  }

  run(operation: Operation): void {
    this.write(operation.out, this.#result(operation));
  }

  #result(operation: Operation): readonly Node[] {
    const { width, xs } = operation;
    const states = () => xs.map((x) => this.read(x));
    const components = <T>(make: (j: number) => T) => Array.from({ length: width }, (_, j) => make(j));
    const at = (x: readonly Node[], j: number) => (x.length === 1 ? x[0] : x[j]);
    switch (operation.op) {
      case "copy":
        return this.read(xs[0]);
      case "combine": {
        const terms = states().map((x) => [this.number(), x] as const);
        return components((j) => terms.map(([a, x]) => scale(a, at(x, j))).reduce(add, constant(0)));
      }
      case "dot": {
        const [x, y] = states();
        const n = Math.max(x.length, y.length);
        return [sum(Array.from({ length: n }, (_, j) => mul(at(x, j), at(y, j))))];
      }
      case "map":
      case "evaluate": {
        const numbers = new Map(operation.formula.parameters.map((name) => [name, this.number()]));
        const inputs = states();
        const bind = (component: (j: number) => number) => (leaf: Node) => {
          if (leaf.op === "parameter") return numbers.get(leaf.name) as Node;
          return leaf.op === "coordinate" ? at(inputs[leaf.input], component(leaf.component)) : leaf;
        };
        const { outputs } = operation.formula;
        if (operation.op === "evaluate")
          return substitute(
            outputs,
            bind((j) => j),
          );
        return components(
          (j) =>
            substitute(
              outputs,
              bind(() => j),
            )[0],
        );
      }
      case "area": {
        const [a, b] = [this.number(), this.number()];
        const draw = (purpose: Purpose) => this.#draw({ law: "normal", purpose, width });
        const [w, z] = [draw(purposes.increment), draw(purposes.area)];
        return components((j) => add(scale(a, w[j]), scale(b, z[j])));
      }
      default: {
        const { op: law, purpose } = operation;
        if (!operation.numbered) {
          const [a, z] = [this.number(), this.#draw({ law, purpose, width })];
          return z.map((zj) => scale(a, zj));
        }
        return this.#draw({ law, purpose, width, number: this.#drawNumbers++ });
      }
    }
  }
}

/** The graph of a section. */
export function stepGraph(
  { operations, reads, writes, tables }: Section,
  widths: readonly number[],
): StepGraph {
  const machine = new Machine();
  for (const [place, offset] of reads) {
    machine.write(
      place,
      Array.from({ length: widths[place] }, (_, j) => coordinate(0, offset + j)),
    );
  }
  for (const operation of operations) machine.run(operation);
  const outputs = writes.flatMap(({ place }) => machine.read(place));
  if (topological(outputs).includes(unwritten))
    throw new NotCompilable("it reads a scratch before it writes it");
  const targets = writes.flatMap(({ offset, width }) => Array.from({ length: width }, (_, j) => offset + j));
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
