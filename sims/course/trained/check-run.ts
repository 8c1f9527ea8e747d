import { UsageError } from "../../../src/index.ts";

interface Flags {
  readonly train: boolean;
  readonly epochs?: number | undefined;
  readonly channels?: number | undefined;
}

/**
 * @param run what was given to `flag`
 * @throws UsageError where a training is both to be made now and given, or it is told how to be made and is not made
 */
export function checkRun({ train, epochs, channels }: Flags, run: string | undefined, flag: string): void {
  if (train && run !== undefined)
    throw new UsageError({ what: flag, got: `${run} beside --train`, expected: "one of the two" });
  if (train) return;
  for (const [name, value] of Object.entries({ epochs, channels })) {
    if (value === undefined) continue;
    const expected = "--train beside it: a training that is shown has what it was made with";
    throw new UsageError({ what: `--${name}`, got: value, expected });
  }
}
