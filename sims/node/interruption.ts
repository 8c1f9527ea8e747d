import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The run was stopped from outside; exit code 128 + the signal's number, as shells have it. */
export class Interruption extends Error {
  override readonly name: string = "Interruption";
  readonly exitCode: number;
  constructor(signal: (typeof signals)[number]) {
    super(`stopped by ${signal === "SIGINT" ? "Ctrl-C" : signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** npm passes on a Ctrl-C that the terminal has sent here already: so soon, it is the same one. */
const echo = 1000;

/**
 * Turns the first Ctrl-C (or SIGTERM, SIGHUP) into an abort, so that what is finished can be put in order; a second
 * one ends the process at once.
 */
export function interruptible(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let first: number | undefined;
  const listeners = signals.map((signal) => {
    const listener = () => {
      const interruption = new Interruption(signal);
      first ??= performance.now();
      if (performance.now() - first > echo) process.exit(interruption.exitCode);
      controller.abort(interruption);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return {
    signal: controller.signal,
    release() {
      for (const remove of listeners) remove();
    },
  };
}
