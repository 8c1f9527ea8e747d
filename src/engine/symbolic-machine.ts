import { mul, sum } from "../formula/arithmetic.ts";
import type { Formula, Node } from "../formula/formula.ts";
import { coordinate, parameter } from "../formula/leaves.ts";
import { purposes } from "../noise/purposes.ts";
import { isHost } from "./hoist.ts";
import type { Operation } from "./operation.ts";
import type { Draw } from "./step-graph.ts";
import { substitute } from "./substitute.ts";

/** What a scratch holds before it is written. */
export const unwritten = parameter("unwritten");

/** a x, with what is known a row ahead gathered in the factor. */
function scale(a: Node, x: Node): Node {
  if (x.op === "mul" && isHost(x.args[0])) return mul(mul(a, x.args[0]), x.args[1]);
  return mul(a, x);
}

const components = <T>(width: number, make: (j: number) => T): T[] =>
  Array.from({ length: width }, (_, j) => make(j));
/** Component j of a state, or the one number of a state of width 1. */
const at = (x: readonly Node[], j: number): Node => (x.length === 1 ? x[0] : x[j]);

/** Runs the operations of a section on nodes. Its places hold a node for each component. */
export class SymbolicMachine {
  readonly draws: Draw[] = [];
  readonly #values = new Map<number, readonly Node[]>();
  #numbers = 0;
  #drawNumbers = 0;

  #number(): Node {
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
    const states = xs.map((x) => this.read(x));
    switch (operation.op) {
      case "copy":
        return states[0];
      case "combine": {
        const terms = states.map((x) => [this.#number(), x] as const);
        return components(width, (j) => sum(terms.map(([a, x]) => scale(a, at(x, j)))));
      }
      case "dot": {
        const [x, y] = states;
        return [sum(components(Math.max(x.length, y.length), (j) => mul(at(x, j), at(y, j))))];
      }
      case "map":
      case "evaluate":
        return this.#apply(operation, states);
      case "area": {
        const parts = [purposes.increment, purposes.area].map(
          (purpose) => [this.#number(), this.#draw({ law: "normal", purpose, width })] as const,
        );
        return components(width, (j) => sum(parts.map(([a, z]) => scale(a, z[j]))));
      }
      default: {
        const { op: law, purpose, numbered } = operation;
        if (numbered) return this.#draw({ law, purpose, width, number: this.#drawNumbers++ });
        const a = this.#number();
        return this.#draw({ law, purpose, width }).map((z) => scale(a, z));
      }
    }
  }

  /** A formula with its parameters and coordinates replaced. */
  #apply(operation: Extract<Operation, { formula: Formula }>, states: readonly (readonly Node[])[]) {
    const { op, width, formula } = operation;
    const numbers = new Map(formula.parameters.map((name) => [name, this.#number()]));
    const bind = (component: (j: number) => number) => (leaf: Node) => {
      if (leaf.op === "parameter") return numbers.get(leaf.name) as Node;
      return leaf.op === "coordinate" ? at(states[leaf.input], component(leaf.component)) : leaf;
    };
    if (op === "evaluate")
      return substitute(
        formula.outputs,
        bind((j) => j),
      );
    return components(
      width,
      (i) =>
        substitute(
          formula.outputs,
          bind(() => i),
        )[0],
    );
  }
}
