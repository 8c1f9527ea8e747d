import { literal } from "./literal.ts";

/** c_0 + z (c_1 + z (c_2 + ...)) as WGSL, z a name. */
export const polynomial = (coefficients: readonly number[], z: string): string =>
  coefficients.map(literal).reduceRight((rest, c) => `(${c} + ${z} * ${rest})`);
