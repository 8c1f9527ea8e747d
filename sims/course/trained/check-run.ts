import { UsageError } from "../../../src/index.ts";

/**
 * @param run what was given to `flag`
 * @throws UsageError where a training is both to be made now and given
 */
export function checkRun(train: boolean, run: string | undefined, flag: string): void {
  if (!train || run === undefined) return;
  throw new UsageError({ what: flag, got: `${run} beside --train`, expected: "one of the two" });
}
