import { type Density, formulas } from "../../src/index.ts";

const { coordinate, derivative } = formulas;

/** The constant second derivatives of a log-density, d x d row-major; undefined where they depend on x. */
export function hessian({
  dimension: d,
  logDensity,
}: Pick<Density, "dimension" | "logDensity">): Float64Array | undefined {
  const [l] = logDensity.outputs;
  const first = Array.from({ length: d }, (_, i) => derivative(l, coordinate(0, i)));
  const nodes = first.flatMap((g) => first.map((_, j) => derivative(g, coordinate(0, j))));
  const values = nodes.map((node) => (node.op === "constant" ? node.value : NaN));
  return values.some(Number.isNaN) ? undefined : Float64Array.from(values);
}
