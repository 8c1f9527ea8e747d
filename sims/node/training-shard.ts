import type { ChosenBackend } from "./choose-backend.ts";

/** Images of a shard where the result is not to depend on the number of workers. */
const usual = 32;

/**
 * How many images of a batch a worker computes the gradient of at a time. A GPU takes all. TensorFlow gets as many as
 * make all workers busy once: the fewer operations, the faster, and another number of workers changes rounding only.
 * The others are the reference, to the byte, whatever the number of workers.
 */
export function trainingShard({ backend, gpu }: ChosenBackend, batch: number, threads: number): number {
  if (gpu) return batch;
  return backend.name === "tensorflow" ? Math.ceil(batch / threads) : Math.min(usual, batch);
}
