/**
 * An expression graph. Nodes are hash-consed: equal expressions are the same object, so a graph can be
 * compared, shared and cached by identity.
 */
export type Node =
  | { readonly op: "constant"; readonly id: number; readonly value: number }
  /** A number that may change from step to step; never part of the compiled structure. */
  | { readonly op: "parameter"; readonly id: number; readonly name: string }
  /** Coordinate `component` of the state `input`; in a formula for `map`, `component` is -1: "this component". */
  | { readonly op: "coordinate"; readonly id: number; readonly input: number; readonly component: number }
  /** Column `index` of the row that the reduction over `table` is at. */
  | { readonly op: "column"; readonly id: number; readonly table: Table; readonly index: number }
  | { readonly op: Unary; readonly id: number; readonly args: readonly [Node] }
  | { readonly op: Binary; readonly id: number; readonly args: readonly [Node, Node] }
  /** condition != 0 ? a : b, where the condition is a comparison; NaN compares false. */
  | { readonly op: "select"; readonly id: number; readonly args: readonly [Node, Node, Node] }
  /** log sum over the table's rows of exp(l). */
  | { readonly op: "lse"; readonly id: number; readonly table: Table; readonly args: readonly [Node] }
  /** The softmax mean over the table's rows: sum exp(l) v / sum exp(l). */
  | { readonly op: "mean"; readonly id: number; readonly table: Table; readonly args: readonly [Node, Node] };

export type Unary =
  | "neg"
  | "exp"
  | "log"
  | "sqrt"
  | "sin"
  | "cos"
  | "tan"
  | "tanh"
  | "abs"
  | "sign"
  | "erfcx";
export type Binary = "add" | "sub" | "mul" | "div" | "pow" | "min" | "max" | "less";

/** Rows of numbers that lse and mean run over: a mixture's components, the nodes of a quadrature. */
export interface Table {
  readonly id: number;
  readonly rows: number;
  /** columns[j][k] is column j of row k */
  readonly columns: readonly Float64Array[];
  /** The columns' LaTeX with the row called k, such as "\\mu_k". */
  readonly symbols?: readonly string[];
}

/** Scalar outputs over the coordinates of some states and named parameters. */
export interface Formula {
  /** How many states it reads. */
  readonly inputs: number;
  /** Names of its parameters, in the order in which their numbers are handed over. */
  readonly parameters: readonly string[];
  /** One output a component of the result; a formula for `map` has one. */
  readonly outputs: readonly Node[];
}
