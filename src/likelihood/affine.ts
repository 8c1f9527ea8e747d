import { add, formula, input, mul, parameter } from "../formula/index.ts";

/** a + b x at each component. */
export const affine = formula({
  inputs: 1,
  parameters: ["a", "b"],
  outputs: [add(parameter("a"), mul(parameter("b"), input(0)))],
});
