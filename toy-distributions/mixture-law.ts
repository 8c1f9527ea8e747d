import { formulas } from "../src/index.ts";
import type { Component } from "./component.ts";

const { add, column, constant, coordinates, div, dot, log, logSumExp, mul, square, sub, sum, table } =
  formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

/** A number of each component: a constant where all have the same, else a column of the table. */
interface Entry {
  readonly symbol: string;
  readonly values: readonly number[];
}

const isConstant = ({ values }: Entry): boolean => values.every((value) => value === values[0]);
const isSame = (a: Entry, b: Entry): boolean => a.values.every((value, k) => value === b.values[k]);

/** log w, then the mean, the variances along the axes, and the axes. */
function entriesOf(components: readonly Component[]): Entry[] {
  const of = (symbol: string, value: (c: Component) => number): Entry => ({
    symbol,
    values: components.map(value),
  });
  const { mean } = components[0];
  return [
    of("\\log w_k", (c) => Math.log(c.weight)),
    ...mean.map((_, j) => of(`\\mu_{k${j + 1}}`, (c) => c.mean[j])),
    ...mean.map((_, i) => of(`\\lambda_{k${i + 1}}`, (c) => c.variances[i])),
    ...mean.flatMap((_, i) => mean.map((_, j) => of(`q_{k${i + 1}${j + 1}}`, (c) => c.axes[i][j]))),
  ];
}

/** A node for each entry, and the log of the sum over the components. */
function tabulate(entries: readonly Entry[]): { nodes: Node[]; overRows: (l: Node) => Node } {
  const varying = entries
    .filter((e) => !isConstant(e))
    .filter((e, i, all) => all.findIndex((f) => isSame(e, f)) === i);
  const count = constant(Math.log(entries[0].values.length));
  if (varying.length === 0) {
    return { nodes: entries.map((e) => constant(e.values[0])), overRows: (l) => add(l, count) };
  }
  const rows = table(
    varying.map((e) => e.values),
    varying.map((e) => e.symbol),
  );
  const nodes = entries.map((e) =>
    isConstant(e)
      ? constant(e.values[0])
      : column(
          rows,
          varying.findIndex((f) => isSame(e, f)),
        ),
  );
  return { nodes, overRows: (l) => logSumExp(rows, l) };
}

/** log N(r; 0, diag v) without its factors 2 pi, with terms of equal v_i together, after the summand l. */
function addGaussian(l: Node, r: readonly Node[], v: readonly Node[]): Node {
  const distinct = [...new Set(v)];
  const of = (u: Node) => r.filter((_, i) => v[i] === u);
  const energies = distinct.map((u) => div(sum(of(u).map(square)), mul(2, u)));
  const entropies = distinct.map((u) => mul(of(u).length / 2, log(u)));
  return sub(sub(l, sum(energies)), sum(entropies));
}

/**
 * log density of alpha x + sigma z, x from the mixture of N(mu_k, S_k) and z normal: the mixture of
 * N(alpha mu_k, alpha^2 S_k + sigma^2 I), along the principal axes q_i of each S_k, at the point x. With alpha = 1
 * and sigma = 0 that of the mixture itself.
 */
export function mixtureLaw(
  components: readonly Component[],
  x: readonly Node[] = coordinates(0, components[0].mean.length),
): (alpha: Operand, sigma: Operand) => Node {
  const d = x.length;
  const { nodes, overRows } = tabulate(entriesOf(components));
  const [logWeight, mean, variances] = [nodes[0], nodes.slice(1, 1 + d), nodes.slice(1 + d, 1 + 2 * d)];
  const axes = x.map((_, i) => nodes.slice(1 + (2 + i) * d, 1 + (3 + i) * d));
  return (alpha, sigma) => {
    const v = variances.map((variance) => add(mul(square(alpha), variance), square(sigma)));
    const offset = x.map((xj, j) => sub(xj, mul(alpha, mean[j])));
    const r = axes.map((axis) => dot(axis, offset));
    return sub(overRows(addGaussian(logWeight, r, v)), (d / 2) * Math.log(2 * Math.PI));
  };
}
