import { formulas } from "../src/index.ts";
import { chosen } from "./chosen.ts";
import type { Component } from "./component.ts";

const { add, coordinate, coordinates, dot } = formulas;

/**
 * The exact sampler of a mixture, as nodes: the uniform u (input 0) chooses the component, and
 * x = mu_k + S_k^(1/2) z with the normal z (input 1).
 */
export function mixturePoint(components: readonly Component[]): formulas.Node[] {
  const d = components[0].mean.length;
  const [u, z] = [coordinate(0, 0), coordinates(1, d)];
  let total = 0;
  const cumulated = components.map(({ weight }) => {
    total += weight;
    return total;
  });
  const of = (value: (c: Component) => number) => chosen(u, cumulated, components.map(value));
  return z.map((_, i) =>
    add(
      of((c) => c.mean[i]),
      dot(
        z.map((_, j) => of((c) => c.root[i][j])),
        z,
      ),
    ),
  );
}
