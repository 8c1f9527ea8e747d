import { type Failure, packError } from "./failure.ts";
import type { Port } from "./port.ts";
import type { Program } from "./program.ts";
import type { RunPart } from "./run-part.ts";
import { type RunOutcome, runProgram } from "./run-program.ts";

/** What a worker is sent: a block of particles, and the program with the first block of a run. */
export interface Order {
  readonly program?: Program;
  readonly part: RunPart;
  /** Entries of the state to keep in every frame. */
  readonly entries: readonly string[];
}

/** What it sends back for each order, in their order. */
export type Reply = { readonly outcome: RunOutcome } | { readonly failure: Failure };

const buffersOf = ({ frames, state = {}, others = {} }: RunOutcome): ArrayBuffer[] =>
  [frames, ...Object.values(state), ...Object.values(others)].map(({ buffer }) => buffer as ArrayBuffer);

/** What a worker of a `team` has to do, all of it: it runs the blocks that it is sent. */
export function serve(port: Port): void {
  let program: Program;
  port.onMessage((message) => {
    const { part, entries, ...order } = message as Order;
    program = order.program ?? program;
    try {
      const outcome = runProgram(program, part, { entries });
      port.post({ outcome } satisfies Reply, buffersOf(outcome));
    } catch (error) {
      port.post({ failure: packError(error) } satisfies Reply, []);
    }
  });
}
