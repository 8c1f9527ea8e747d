import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { unpackError } from "../../src/engine/failure.ts";
import type { Answer, Order } from "./messages.ts";
import { packageRoot } from "./package-root.ts";

interface Job extends Order {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly report: (fraction: number) => void;
  attempts: number;
}

export interface Pool {
  run(task: string, input: unknown, report?: (fraction: number) => void): Promise<unknown>;
  /** Stops the workers; what they were doing is refused with `reason`. */
  close(reason?: unknown): Promise<void>;
}

export interface PoolOptions {
  readonly threads: number;
  /** Address of the module that exports `tasks`; the package's own unless told. */
  readonly tasks?: string | undefined;
}

/** A thread with one task at a time; a thread that dies gives its task back to `died`. */
class Thread {
  job: Job | undefined;
  readonly #worker: Worker;
  #cause = "";

  constructor(
    tasks: string | undefined,
    free: () => void,
    died: (job: Job | undefined, cause: string) => void,
  ) {
    this.#worker = new Worker(join(packageRoot(), "bin", "worker.js"), { workerData: { tasks } });
    this.#worker.on("message", (answer: Answer) => {
      const { job } = this;
      if ("fraction" in answer) return job?.report(answer.fraction);
      this.job = undefined;
      if ("failure" in answer) job?.reject(unpackError(answer.failure));
      else job?.resolve(answer.result);
      free();
    });
    this.#worker.on("error", (error) => {
      this.#cause = `: ${error.message}`;
    });
    this.#worker.on("exit", (code) => died(this.job, `exit code ${code}${this.#cause}`));
  }

  give(job: Job): void {
    this.job = job;
    job.attempts += 1;
    this.#worker.postMessage({ task: job.task, input: job.input });
  }

  async stop(): Promise<void> {
    this.#worker.removeAllListeners("exit");
    await this.#worker.terminate();
  }
}

/**
 * Threads that work through a queue. Threads are started when there is something to do. A task whose thread dies
 * (out of memory, killed) is run once more; tasks are pure, so the result is the same.
 */
export function pool({ threads, tasks }: PoolOptions): Pool {
  const queue: Job[] = [];
  const all = new Set<Thread>();
  let closed: { readonly reason: unknown } | undefined;

  const hire = (): Thread => {
    const thread = new Thread(tasks, next, (job, cause) => {
      all.delete(thread);
      if (job !== undefined && job.attempts < 2) queue.unshift(job);
      else job?.reject(lost(job.task, cause));
      next();
    });
    all.add(thread);
    return thread;
  };
  const next = (): void => {
    while (closed === undefined && queue.length > 0) {
      const idle = [...all].find((thread) => thread.job === undefined);
      if (idle === undefined && all.size >= threads) return;
      (idle ?? hire()).give(queue.shift() as Job);
    }
  };

  return {
    run: (task, input, report = () => {}) =>
      new Promise((resolve, reject) => {
        if (closed !== undefined) return reject(closed.reason);
        queue.push({ task, input, resolve, reject, report, attempts: 0 });
        next();
      }),
    async close(reason = new Error("the pool of workers is closed")) {
      closed ??= { reason };
      const threads = [...all];
      all.clear();
      const jobs = [...queue.splice(0), ...threads.flatMap(({ job }) => (job === undefined ? [] : [job]))];
      for (const job of jobs) job.reject(reason);
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

const lost = (task: string, cause: string): Error =>
  new Error(
    `the worker for "${task}" died twice (${cause}). ` +
      "If memory ran out, take fewer particles, or fewer workers with --threads.",
  );
