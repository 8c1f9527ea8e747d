import { type Digits, pixels } from "./data.ts";
import type { Shard } from "./score-matching.ts";
import { shuffled } from "./shuffled.ts";
import type { Training } from "./train.ts";

/** The images of step `step`, cut into shards. */
export function* shards(
  digits: Digits,
  { seed, batch, shard }: Training,
  step: number,
  order: Order,
): Generator<Shard> {
  for (let from = step * batch; from < (step + 1) * batch; from += shard) {
    const indices = Uint32Array.from({ length: shard }, (_, k) => order(from + k));
    const images = new Uint8Array(shard * pixels);
    indices.forEach((n, k) => {
      images.set(digits.images.subarray(n * pixels, (n + 1) * pixels), k * pixels);
    });
    yield { seed, step, indices, images, labels: Uint8Array.from(indices, (n) => digits.labels[n]) };
  }
}

/** The number of the n-th image that training sees; each epoch has an order of its own. */
export type Order = (n: number) => number;
export function orderOf(count: number, seed: bigint): Order {
  const epochs = new Map<number, Uint32Array>();
  return (n) => {
    const epoch = Math.floor(n / count);
    let order = epochs.get(epoch);
    if (order === undefined) {
      epochs.delete(epoch - 2);
      order = shuffled(count, seed, epoch);
      epochs.set(epoch, order);
    }
    return order[n % count];
  };
}
