import type { Contestant } from "./contestant.ts";

/** Trainings whose times differ by this share at most were given the same time. */
const close = 0.1;

/** Whether networks were trained for the same time, and for how long each. */
export function timeWords(all: readonly Pick<Contestant, "who" | "training">[]): string {
  const seconds = all.map(({ training }) => training.seconds);
  const each = all.map(
    ({ who, training: { seconds, backend } }) =>
      `${who} ${Number((seconds / 60).toPrecision(3))} minutes on ${backend}`,
  );
  const same = Math.max(...seconds) <= (1 + close) * Math.min(...seconds);
  return `${same ? "Both were trained for about the same time" : "They were not trained for the same time"}: ${each.join(", ")}.`;
}
