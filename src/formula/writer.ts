import { depths } from "./analyse.ts";
import type { Node, Table } from "./formula.ts";
import { freeTables, operands } from "./intern.ts";
import { operations } from "./operations.ts";

/** JavaScript of a number, exact to the last bit. */
const literal = (value: number): string => {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.startsWith("-") ? `(${text})` : text;
};

/** One row of a table in the making: the index of the row as code, and where its statements go. */
export interface Row {
  readonly table: Table;
  readonly depth: number;
  readonly k: string;
  readonly lines: string[];
  readonly names: Map<Node, string>;
}

/** Generated statements by depth, and the names of what they have computed. No text of a user enters them. */
export class Writer {
  readonly blocks: readonly string[][] = Object.values(depths).map(() => []);
  /** Columns that the code names c0, c1, ... */
  readonly columns: Float64Array[] = [];
  /** Other arrays that the code keeps from call to call, by name, each with the code that makes it. */
  readonly arrays = new Map<string, string>();
  readonly #names = new Map<Node, string>();
  readonly #reciprocals = new Map<Node, string>();
  readonly #tabulated = new Map<Node, string>();
  readonly #depth: ReadonlyMap<Node, number>;
  readonly #leaf: (node: Node) => string;
  #count = 0;

  /** `leaf` spells a parameter or a coordinate. */
  constructor(depth: ReadonlyMap<Node, number>, leaf: (node: Node) => string) {
    this.#depth = depth;
    this.#leaf = leaf;
  }

  fresh(letter: string): string {
    return `${letter}${this.#count++}`;
  }

  /** The name of a node outside the row loops, which has been computed. */
  name(node: Node): string {
    return node.op === "constant" ? literal(node.value) : (this.#names.get(node) as string);
  }

  setName(node: Node, name: string): void {
    this.#names.set(node, name);
  }

  /** Computes a node outside the row loops. */
  write(node: Node): void {
    if (node.op === "constant") return;
    const text = this.fresh("t");
    const depth = this.#depth.get(node) as number;
    const code = this.#code(
      node,
      (arg) => this.name(arg),
      (arg) => (this.#depth.get(arg) as number) < depth,
    );
    this.blocks[depth].push(`const ${text} = ${code};`);
    this.setName(node, text);
  }

  /** The name of a node in a row. What does not depend on the particle is read from an array, filled once. */
  rowName(row: Row, node: Node): string {
    if (!freeTables(node).includes(row.table)) return this.name(node);
    const known = row.names.get(node);
    if (known !== undefined) return known;
    const text = this.#rowText(row, node);
    row.names.set(node, text);
    return text;
  }

  #rowText(row: Row, node: Node): string {
    if (node.op === "column") return this.#entry(node.table.columns[node.index], row.k);
    const depth = this.#depth.get(node) as number;
    if (depth <= depths.call && row.depth > depths.call)
      return `${this.#tabulate(node, row.table, depth)}[${row.k}]`;
    const code = this.#code(
      node,
      (arg) => this.rowName(row, arg),
      (arg) => !freeTables(arg).includes(row.table),
    );
    const text = this.fresh("t");
    row.lines.push(`const ${text} = ${code};`);
    return text;
  }

  #entry(values: Float64Array, k: string): string {
    if (k !== "k") return literal(values[Number(k)]);
    const known = this.columns.indexOf(values);
    return `c${known < 0 ? this.columns.push(values) - 1 : known}[k]`;
  }

  #tabulate(node: Node, table: Table, depth: number): string {
    const known = this.#tabulated.get(node);
    if (known !== undefined) return known;
    const array = this.fresh("r");
    this.#tabulated.set(node, array);
    const row: Row = { table, depth, k: "k", lines: [], names: new Map() };
    const text = this.rowName(row, node);
    this.arrays.set(array, `new Float64Array(${table.rows})`);
    this.blocks[depth].push(
      `for (let k = 0; k < ${table.rows}; k++) {\n${row.lines.join("\n")}\n${array}[k] = ${text};\n}`,
    );
    return array;
  }

  /** The name of 1 / node, computed once at the node's own depth. */
  #reciprocal(node: Node): string {
    const known = this.#reciprocals.get(node);
    if (known !== undefined) return known;
    const text = this.fresh("i");
    this.blocks[this.#depth.get(node) as number].push(`const ${text} = 1 / ${this.name(node)};`);
    this.#reciprocals.set(node, text);
    return text;
  }

  /** `isOuter`: whether an operand changes less often than the node, so that dividing by it is multiplying. */
  #code(node: Node, name: (arg: Node) => string, isOuter: (arg: Node) => boolean): string {
    if (node.op === "select") {
      const [c, a, b] = node.args;
      const test = c.op === "less" ? `${name(c.args[0])} < ${name(c.args[1])}` : `${name(c)} !== 0`;
      return `${test} ? ${name(a)} : ${name(b)}`;
    }
    const [a, b] = operands(node);
    if (a === undefined) return this.#leaf(node);
    if (node.op === "div" && isOuter(b) && b.op !== "constant") return `${name(a)} * ${this.#reciprocal(b)}`;
    return operations[node.op as keyof typeof operations].code(name(a), b === undefined ? "" : name(b));
  }
}
