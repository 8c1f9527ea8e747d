/** Milliseconds of work that the device is given at a time: far below the seconds after which systems stop it. */
const target = 100;

/**
 * Hands work to a queue in portions, and learns how large they may be. A portion is measured in plain operations; the first is small
 * enough for a processor that plays a GPU.
 */
export class Pace {
  /** How much may be under way at once. */
  budget = 2 ** 27;
  readonly #queue: GPUQueue;
  #pending = 0;
  #since = 0;

  constructor(queue: GPUQueue) {
    this.#queue = queue;
  }

  /** Resolves when the queue may be given so much work. */
  async room(work: number): Promise<void> {
    if (this.#pending > 0 && this.#pending + work > this.budget) {
      await this.#queue.onSubmittedWorkDone();
      const time = Math.max(0.1, performance.now() - this.#since);
      if (time > target || 2 * this.#pending > this.budget) {
        this.budget = Math.min(4 * this.budget, (this.#pending * target) / time);
      }
      this.#pending = 0;
    }
    if (this.#pending === 0) this.#since = performance.now();
    this.#pending += work;
  }

  /** The queue is known to be empty. */
  rest(): void {
    this.#pending = 0;
  }
}
