import { integer } from "../check.ts";
import { fillNormals, fillUniforms } from "../noise/draw.ts";
import { purposes } from "../noise/purposes.ts";
import type { Field, Product } from "../problems/problem.ts";
import type { Ensemble } from "../space.ts";

interface Probes {
  /** 0 to 2^64 - 1 */
  readonly seed: bigint;
  /** m >= 1, 2 by default: the fewest that give a standard error. */
  readonly probes?: number;
  /** Independent signs, which have the smaller variance (that of the Jacobian's other entries), or normals. */
  readonly law?: "rademacher" | "normal";
}

/**
 * Hutchinson's estimator of a divergence, v^T J v with E v v^T = I: m independent ones, each of width 1 and unbiased. A
 * particle keeps its probes at all times, and they have addresses: they do not depend on blocks of particles.
 * M. F. Hutchinson (1989), doi:10.1080/03610918908812806; along a flow W. Grathwohl et al., arXiv:1810.01367.
 *
 * @param jacobianProduct J(t, x) v
 */
export function hutchinson<S>(
  space: Ensemble<S>,
  jacobianProduct: Product<S>,
  { seed, probes = 2, law = "rademacher" }: Probes,
): Field<S>[] {
  integer("probes", probes, { min: 1 });
  const { dimension: width, first } = space;
  let product = space.scratch();
  return Array.from({ length: probes }, (_, draw) => {
    const address = { seed, purpose: purposes.probe, first, width, step: 0, draw };
    const v = space.fill(space.scratch(), width, (values) => {
      if (law === "normal") return fillNormals(values, address);
      fillUniforms(values, address);
      for (let i = 0; i < values.length; i++) values[i] = values[i] < 0.5 ? -1 : 1;
    });
    return (t, x, out) => {
      product = jacobianProduct(t, x, v, product);
      return space.dot(out, v, product);
    };
  });
}
