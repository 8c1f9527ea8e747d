import { formulas } from "../src/index.ts";

const { add, column, coordinate, div, log, logSumExp, mul, neg, square, sub, sum, table } = formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

/** Points c_k with the logarithms of their probabilities w_k. */
export interface Points {
  /** columns[j][k] is coordinate j of c_k. */
  readonly columns: readonly ArrayLike<number>[];
  /** One for each point, or one number for all. */
  readonly logWeights: readonly number[] | number;
}

/**
 * log density of alpha x + sigma z for x from sum_k w_k N(c_k, width^2 I) in d dimensions and z normal:
 * sum_k w_k N(alpha c_k, v I) with v = alpha^2 width^2 + sigma^2.
 */
export function smearedPoints(
  { columns, logWeights }: Points,
  width: number,
): (alpha: Operand, sigma: Operand) => Node {
  const d = columns.length;
  const symbols = columns.map((_, j) => `c_{k${j + 1}}`);
  const alike = typeof logWeights === "number";
  const rows = alike ? table(columns, symbols) : table([...columns, logWeights], [...symbols, "\\log w_k"]);
  return (alpha, sigma) => {
    const v = add(mul(width ** 2, square(alpha)), square(sigma));
    const offset = columns.map((_, j) => sub(coordinate(0, j), mul(alpha, column(rows, j))));
    const energy = div(sum(offset.map(square)), mul(2, v));
    const l = alike ? add(logWeights, neg(energy)) : sub(column(rows, d), energy);
    return sub(logSumExp(rows, l), mul(d / 2, log(mul(2 * Math.PI, v))));
  };
}
