import { createHash } from "node:crypto";
import type { Digits } from "../../mnist/data.ts";
import type { NetworkSpec } from "../../mnist/networks/network.ts";
import { UsageError } from "../../src/refusal.ts";
import type { TrainingAsked } from "./training-asked.ts";

/** What a training cannot change and go on, as text, under the flags that decide it. */
export type TrainingFacts = Readonly<Record<string, string>>;

const words = ({ name, size }: NetworkSpec): string =>
  [name, ...Object.entries(size).map(([field, value]) => `${field} ${value}`)].join(", ");

/** The facts of a training. */
export function trainingFacts(
  { recipe, spec, batch }: TrainingAsked,
  seed: bigint,
  { count, images, labels }: Digits,
): TrainingFacts {
  const digest = createHash("sha256").update(images).update(labels).digest("hex");
  const { betas, warmUp, fall, clip, memory } = recipe.training;
  return {
    "--recipe": recipe.name,
    "--network, --channels, --attention": words(spec),
    "--seed": String(seed),
    "--batch": String(batch),
    "--data": `${count} images of SHA-256 ${digest}`,
    "the recipe's plan": JSON.stringify({ betas, warmUp, fall, clip: String(clip), memory }),
  };
}

/** @throws UsageError where something else is asked for than the run that shall go on was made with */
export function checkFacts(facts: TrainingFacts, notes: Readonly<Record<string, string>>, run: string): void {
  for (const [what, got] of Object.entries(facts)) {
    if (got === notes[what]) continue;
    throw new UsageError({
      what,
      got,
      expected: `${notes[what]}, as ${run} was begun with`,
      advice: "Leave the flag out to go on with that run; without --resume it is a new training.",
    });
  }
}
