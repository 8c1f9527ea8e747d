import { unpackError } from "./failure.ts";
import type { WorkerPort } from "./port.ts";
import type { Program } from "./program.ts";
import type { RunPart } from "./run-part.ts";
import type { RunOutcome } from "./run-program.ts";
import type { Order, Reply } from "./serve.ts";

/** A block of particles that some worker has to run. */
export interface Job {
  readonly program: Program;
  /** What is posted beside the program; asked for when there is a worker for it. */
  order(): Omit<Order, "program">;
  done(outcome: RunOutcome): void;
  fail(error: unknown): void;
  /** Workers that died while they ran it. */
  deaths: number;
}

/** Jobs that a worker is given at once: while it runs one, the next is there already. */
const most = 2;

/** One worker with the jobs that it was given, oldest first. */
export class TeamWorker {
  readonly jobs: Job[] = [];
  readonly #port: WorkerPort;
  #program: Program | undefined;
  #gone = false;

  /**
   * @param free is called when there is room for a job
   * @param died is called when the worker has ended by itself
   */
  constructor(port: WorkerPort, free: () => void, died: (worker: TeamWorker, cause: string) => void) {
    this.#port = port;
    port.onMessage((message) => {
      if (this.#gone) return;
      const job = this.jobs.shift();
      const reply = message as Reply;
      if ("failure" in reply) job?.fail(unpackError(reply.failure));
      else job?.done(reply.outcome);
      free();
    });
    port.onExit((cause) => {
      if (this.#gone) return;
      this.stop();
      died(this, cause);
    });
  }

  get hasRoom(): boolean {
    return this.jobs.length < most;
  }

  give(job: Job): void {
    const { program } = job;
    const order: Order = { ...job.order(), ...(program !== this.#program && { program }) };
    this.#port.post(order, startBuffers(order.part));
    this.#program = program;
    this.jobs.push(job);
  }

  async stop(): Promise<void> {
    this.#gone = true;
    await this.#port.terminate();
  }
}

/** The buffers of what a block begins with, which is a copy. */
function startBuffers({ start }: RunPart): ArrayBuffer[] {
  const values = start instanceof Float64Array ? [start] : "state" in start ? Object.values(start.state) : [];
  return values.map(({ buffer }) => buffer as ArrayBuffer);
}
