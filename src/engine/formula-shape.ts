import type { Formula, Node, Table } from "../formula/index.ts";
import { operands } from "../formula/intern.ts";
import { topological } from "../formula/topological.ts";

/** Tables of at most this many rows are written out in a kernel; of longer ones it reads the rows from memory. */
export const unrolledRows = 16;

/** A formula apart from the contents of its long tables. */
export interface FormulaShape {
  /** The same for two formulas that differ in the contents of long tables alone. */
  readonly number: number;
  /** Its long tables, in the order in which they are met. */
  readonly tables: readonly Table[];
}

const shapes = new WeakMap<Formula, FormulaShape>();
const numbers = new Map<string, number>();

const leafKey = (node: Node): string => {
  if (node.op === "constant") return Object.is(node.value, -0) ? "-0" : String(node.value);
  if (node.op === "parameter") return node.name;
  return node.op === "coordinate" ? `x${node.input},${node.component}` : "";
};

/** What a formula computes, told by its structure, so that it does not matter when or how often it was made. */
export function formulaShape(formula: Formula): FormulaShape {
  const found = shapes.get(formula);
  if (found !== undefined) return found;
  const tables: Table[] = [];
  const nameOf = (table: Table): string => {
    if (table.rows <= unrolledRows) return `#${table.id}`;
    const known = tables.indexOf(table);
    return `T${known < 0 ? tables.push(table) - 1 : known}`;
  };
  const { inputs, parameters, outputs } = formula;
  const places = new Map<Node, number>();
  const words = topological(outputs).map((node, i) => {
    places.set(node, i);
    const table = "table" in node ? nameOf(node.table) : "";
    if (node.op === "column") return `column${table},${node.index}`;
    const args = operands(node).map((arg) => places.get(arg));
    return args.length === 0 ? leafKey(node) : `${node.op}${table}(${args.join()})`;
  });
  const ends = outputs.map((output) => places.get(output));
  const key = `${inputs};${parameters.join()};${words.join(" ")};${ends.join()}`;
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  const shape = { number, tables };
  shapes.set(formula, shape);
  return shape;
}
