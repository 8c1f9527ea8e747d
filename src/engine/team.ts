import { integer } from "../check.ts";
import type { WorkerPort } from "./port.ts";
import { type Job, TeamWorker } from "./team-worker.ts";

export interface TeamOptions {
  /** Starts a worker that calls `serve`. */
  readonly spawn: () => WorkerPort;
  /** The most workers at a time; they are started when there is something to do. */
  readonly threads: number;
}

/** Workers that run blocks of particles, for one run after the other. */
export interface Team {
  readonly threads: number;
  /** Has the jobs run, in their order as workers get free. A job whose worker dies is run once more, and then fails. */
  add(jobs: readonly Job[]): void;
  /** Drops jobs, in the middle where they are being run. */
  drop(jobs: readonly Job[]): void;
  /** Stops the workers; what is not done fails. */
  close(): Promise<void>;
}

const lost = (cause: string): Error =>
  new Error(
    `a worker died twice over the same particles (${cause}). ` +
      "If memory ran out, keep fewer frames, or take fewer particles or threads.",
  );

/**
 * A team of workers. `close` it in the end: in Node its workers keep the process alive. There `spawn` is `nodeWorker` of langevin/node;
 * in a browser it starts a module of the page's own, and needs neither shared memory nor cross-origin isolation:
 *
 * ```ts
 * // worker.js
 * import { serve } from "langevin";
 * serve({
 *   post: (message, transfer) => postMessage(message, { transfer }),
 *   onMessage: (hear) => addEventListener("message", ({ data }) => hear(data)),
 * });
 *
 * // page.js
 * import { runParallel, team } from "langevin";
 * const spawn = () => {
 *   const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
 *   return {
 *     post: (message, transfer) => worker.postMessage(message, transfer),
 *     onMessage: (hear) => worker.addEventListener("message", ({ data }) => hear(data)),
 *     onExit: (hear) => worker.addEventListener("error", ({ message }) => hear(message)),
 *     terminate: () => worker.terminate(),
 *   };
 * };
 * const crew = team({ spawn, threads: navigator.hardwareConcurrency });
 * const { frames } = await runParallel(crew, program, { seed: 7n, start: { particles: 1e6, deviation: 1 } });
 * ```
 */
export function team({ spawn, threads }: TeamOptions): Team {
  integer("threads", threads, { min: 1 });
  const workers = new Set<TeamWorker>();
  let queue: Job[] = [];
  let closed = false;

  const died = (worker: TeamWorker, cause: string): void => {
    workers.delete(worker);
    const [running] = worker.jobs;
    if (running !== undefined && ++running.deaths === 2) worker.jobs.shift()?.fail(lost(cause));
    queue.unshift(...worker.jobs);
    next();
  };
  const hire = (): TeamWorker => {
    const worker = new TeamWorker(spawn(), next, died);
    workers.add(worker);
    return worker;
  };
  const next = (): void => {
    while (queue.length > 0) {
      const [freest] = [...workers].sort((a, b) => a.jobs.length - b.jobs.length);
      const grows = (freest === undefined || freest.jobs.length > 0) && workers.size < threads;
      if (!grows && !freest.hasRoom) return;
      const job = queue.shift() as Job;
      try {
        (grows ? hire() : freest).give(job);
      } catch (error) {
        job.fail(error);
      }
    }
  };
  const drop = (jobs: readonly Job[]): void => {
    const dropped = new Set(jobs);
    queue = queue.filter((job) => !dropped.has(job));
    for (const worker of [...workers].filter((w) => w.jobs.some((job) => dropped.has(job)))) {
      workers.delete(worker);
      worker.stop();
      queue.unshift(...worker.jobs.filter((job) => !dropped.has(job)));
    }
    next();
  };

  return {
    threads,
    add(jobs) {
      if (closed) throw new Error("the team is closed");
      queue.push(...jobs);
      next();
    },
    drop,
    async close() {
      closed = true;
      const jobs = [...[...workers].flatMap((worker) => worker.jobs), ...queue];
      const stopped = [...workers].map((worker) => worker.stop());
      workers.clear();
      queue = [];
      for (const job of jobs) job.fail(new Error("the team is closed"));
      await Promise.all(stopped);
    },
  };
}
