/** Milliseconds of work that the device is given at a time: far below the seconds after which systems stop it. */
const target = 100;

/** The first portion: 20 ms for a processor that plays a GPU. */
const first = 2 ** 25;

/**
 * Hands work to a queue in portions, and learns how large they may be. A portion is measured in plain operations; see `costOf`.
 */
export class Pace {
  /** How much may be under way at once. */
  budget = first;
  readonly #queue: Pick<GPUQueue, "onSubmittedWorkDone">;
  readonly #now: () => number;
  #pending = 0;
  #since = 0;

  /** @param now a clock, in milliseconds */
  constructor(queue: Pick<GPUQueue, "onSubmittedWorkDone">, now = () => performance.now()) {
    this.#queue = queue;
    this.#now = now;
  }

  /** Resolves when the queue may be given so much work. */
  async room(work: number): Promise<void> {
    if (this.#pending > 0 && this.#pending + work > this.budget) {
      await this.#queue.onSubmittedWorkDone();
      const time = Math.max(0.1, this.#now() - this.#since);
      if (time > target || 2 * this.#pending > this.budget) {
        this.budget = Math.min(4 * this.budget, (this.#pending * target) / time);
      }
      this.#pending = 0;
    }
    if (this.#pending === 0) this.#since = this.#now();
    this.#pending += work;
  }

  /** The queue is known to be empty. */
  rest(): void {
    this.#pending = 0;
  }
}
