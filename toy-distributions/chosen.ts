import { formulas } from "../src/index.ts";

const { add, less, select } = formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

/** The value k for u in [cumulated[k-1], cumulated[k]), by halving the list: log2 n comparisons deep. */
export function chosen(u: Node, cumulated: readonly number[], values: readonly Operand[]): Node {
  const within = (from: number, to: number): Node => {
    if (values.slice(from, to).every((value) => value === values[from])) return add(values[from], 0);
    const middle = (from + to) >> 1;
    return select(less(u, cumulated[middle - 1]), within(from, middle), within(middle, to));
  };
  return within(0, values.length);
}
