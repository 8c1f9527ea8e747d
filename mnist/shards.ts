import type { Digits } from "./data.ts";
import type { Shard } from "./score-matching.ts";
import { shardOf } from "./shard-of.ts";
import { shuffled } from "./shuffled.ts";

/** How many updates see each image once: the last of them may have fewer images. */
export const stepsPerEpoch = (count: number, batch: number): number => Math.ceil(count / batch);

/** What decides which images an update sees. */
interface Cut {
  readonly seed: bigint;
  readonly batch: number;
  readonly shard: number;
}

/** The images of step `step`, cut into shards; an epoch's last batch has what is left. */
export function* shards(
  digits: Digits,
  { seed, batch, shard }: Cut,
  step: number,
  order: Order,
): Generator<Shard> {
  const perEpoch = stepsPerEpoch(digits.count, batch);
  const epoch = order(Math.floor(step / perEpoch));
  const from = (step % perEpoch) * batch;
  const end = Math.min(from + batch, digits.count);
  for (let at = from; at < end; at += shard) {
    const indices = epoch.slice(at, Math.min(at + shard, end));
    yield shardOf(digits, indices, seed, step);
  }
}

/** The numbers of the images in the order in which an epoch visits them. */
export type Order = (epoch: number) => Uint32Array;

/** Each epoch's own order; the last one asked for is kept. */
export function orderOf(count: number, seed: bigint): Order {
  let kept: { readonly epoch: number; readonly order: Uint32Array } | undefined;
  return (epoch) => {
    if (kept?.epoch !== epoch) kept = { epoch, order: shuffled(count, seed, epoch) };
    return kept.order;
  };
}
