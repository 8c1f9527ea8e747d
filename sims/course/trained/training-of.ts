import { MissingPartError, UsageError } from "../../../src/index.ts";
import type { Context } from "../../simulation.ts";
import { checkRun } from "./check-run.ts";
import { readTraining, type Training } from "./training.ts";

type Flags = Readonly<Record<string, string | number | undefined>>;

interface Asked {
  /** The folder among the weights of the package, and that of a training made now. */
  readonly name: string;
  /** Flags of `langevin mnist train` that make it. */
  readonly flags: Flags & { readonly recipe: string };
  /** Whether it is made now, and with which flags that are others. */
  readonly train: boolean;
  readonly epochs?: number | undefined;
  readonly channels?: number | undefined;
  readonly backend: string | undefined;
  /** The folder of one's own training, and the flag that names it. */
  readonly run: string | undefined;
  readonly flag: string;
  readonly seed: bigint;
  /** The entry that shows it, and the flags that name its other trainings. */
  readonly entry: string;
  readonly beside?: Flags;
}

/** Flags as typed. */
const typed = (flags: Flags): string[] =>
  Object.entries(flags).flatMap(([key, value]) => (value === undefined ? [] : [`--${key}`, String(value)]));

/** The command that makes what is not shipped. */
function missing({ name, flags, flag, entry, beside = {} }: Asked): MissingPartError {
  const again = ["npx langevin course", entry, ...typed(beside), flag, name].join(" ");
  return new MissingPartError(
    `the training "${name}" is not among the weights of this package; make it: ` +
      `npx langevin mnist train ${typed(flags).join(" ")} --out ${name}; then: ${again}`,
  );
}

/**
 * The training that an entry shows: made now, one's own, or that of the package.
 *
 * @throws MissingPartError with the command that makes it, where the package has none
 * @throws UsageError where the folder is that of another recipe
 */
export async function trainingOf(context: Context, asked: Asked): Promise<Training> {
  const { name, flags, train, epochs, channels, backend, run, flag, seed } = asked;
  checkRun(asked, run, flag);
  const networks = await context.networks();
  const folder = train
    ? await networks.train(context, name, typed({ ...flags, epochs, channels, backend, seed: String(seed) }))
    : (run ?? networks.shipped(name));
  if (folder === undefined) throw missing(asked);
  const training = await readTraining(context, folder, flag);
  if (training.recipe !== flags.recipe) {
    const got = `${folder}, a training of the recipe ${training.recipe}`;
    throw new UsageError({ what: flag, got, expected: `one of the recipe ${flags.recipe}` });
  }
  if (training.status !== "done")
    context.say(
      `The training in ${folder} has not come to its end (${training.status}): what it has is shown.`,
    );
  return training;
}
