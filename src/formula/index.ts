export { add, div, dot, mul, neg, pow, product, square, sub, sum } from "./arithmetic.ts";
export { formula } from "./build.ts";
export { compileEvaluate, compileMap, type Kernel } from "./compile.ts";
export { derivative, divergence, gradient } from "./differentiate.ts";
export { dimensionOf } from "./dimension-of.ts";
export { directionalDerivative } from "./directional-derivative.ts";
export { erf, erfc } from "./error-functions.ts";
export { evaluate } from "./evaluate.ts";
export type { Binary, Formula, Node, Table, Unary } from "./formula.ts";
export {
  abs,
  cos,
  erfcx,
  exp,
  less,
  log,
  max,
  min,
  select,
  sign,
  sin,
  sqrt,
  tan,
  tanh,
} from "./functions.ts";
export { latex } from "./latex.ts";
export type { LatexNames } from "./latex-names.ts";
export { constant, coordinate, coordinates, input, type Operand, parameter } from "./leaves.ts";
export { parseFormula } from "./parse.ts";
export { column, logSumExp, softMean, table } from "./reductions.ts";
export { topological } from "./topological.ts";
