import { type EndsInput, ends } from "../convergence/ends.ts";

/** Where a method ends on a block of Brownian paths, at several numbers of steps. */
export const endsTask = (input: EndsInput, report: (fraction: number) => void): Promise<Float64Array> =>
  ends(input, report);
