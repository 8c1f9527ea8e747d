/** A stretch of a sequence that occurs `count` times in a row. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
  readonly count: number;
}

const longestPeriod = 128;
/** A shorter repetition costs more in passing the state on than it saves in text. */
const fewest = 4;

/** The repetition that covers most of items from `from` to `to`. */
function best(items: readonly unknown[], from: number, to: number): Stretch | undefined {
  let found: Stretch | undefined;
  const most = Math.min(longestPeriod, Math.floor((to - from) / fewest));
  for (let length = 1; length <= most; length++) {
    let equal = 0;
    for (let i = from + length; i <= to; i++) {
      if (i < to && items[i] === items[i - length]) {
        equal++;
        continue;
      }
      const count = 1 + Math.floor(equal / length);
      const covered = found === undefined ? 0 : found.length * found.count;
      if (count >= fewest && count * length > covered) found = { from: i - equal - length, length, count };
      equal = 0;
    }
  }
  return found;
}

/** Cuts a sequence into stretches, so that a loop that was written down is a loop again. */
export function repeats(items: readonly unknown[], from = 0, to = items.length): Stretch[] {
  if (from === to) return [];
  const loop = best(items, from, to);
  if (loop === undefined) return [{ from, length: to - from, count: 1 }];
  const end = loop.from + loop.length * loop.count;
  return [...repeats(items, from, loop.from), loop, ...repeats(items, end, to)];
}
