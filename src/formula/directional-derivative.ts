import { mul, sum } from "./arithmetic.ts";
import { formula } from "./build.ts";
import { derivative } from "./differentiate.ts";
import type { Formula } from "./formula.ts";
import { coordinate } from "./leaves.ts";

/**
 * J v, the derivative of a vector field over input 0 along v: sum_j v_j d output_i / d x_j. The direction v is one more
 * input, after those of the field; there are as many outputs, each a function of as many coordinates.
 */
export function directionalDerivative(of: Formula): Formula {
  const inputs = of.inputs + 1;
  const along = of.outputs.map((output) =>
    sum(of.outputs.map((_, j) => mul(coordinate(of.inputs, j), derivative(output, coordinate(0, j))))),
  );
  return formula({ ...of, inputs, outputs: along });
}
