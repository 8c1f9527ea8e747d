import { formulas } from "../src/index.ts";
import type { Component } from "./component.ts";

const { add, constant, coordinate, coordinates, dot, formula, less, select } = formulas;
type Node = formulas.Node;

/**
 * The exact sampler of a mixture: the uniform u chooses the component, by halving the list of cumulated weights,
 * and x = mu_k + S_k^(1/2) z.
 */
export function mixtureSampler(components: readonly Component[]): formulas.Formula {
  const d = components[0].mean.length;
  const [u, z] = [coordinate(0, 0), coordinates(1, d)];
  let total = 0;
  const cumulated = components.map(({ weight }) => {
    total += weight;
    return total;
  });
  const chosen = (values: readonly number[], from = 0, to = values.length): Node => {
    if (values.slice(from, to).every((value) => value === values[from])) return constant(values[from]);
    const middle = (from + to) >> 1;
    return select(less(u, cumulated[middle - 1]), chosen(values, from, middle), chosen(values, middle, to));
  };
  const of = (value: (c: Component) => number): Node => chosen(components.map(value));
  const outputs = z.map((_, i) =>
    add(
      of((c) => c.mean[i]),
      dot(
        z.map((_, j) => of((c) => c.root[i][j])),
        z,
      ),
    ),
  );
  return formula({ inputs: 2, outputs });
}
