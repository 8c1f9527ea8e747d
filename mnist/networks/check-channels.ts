import { UsageError } from "../../src/refusal.ts";

/** Refuses numbers of channels that do not fall into groups of 8. */
export function checkChannels(channels: readonly number[]): void {
  const wrong = channels.find((n) => !(n >= 8 && n <= 1024 && n % 8 === 0));
  if (wrong === undefined) return;
  throw new UsageError({ what: "channels", got: wrong, expected: "a multiple of 8 from 8 to 1024" });
}
