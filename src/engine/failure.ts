import { DivergenceError, MissingPartError, ToleranceError, UsageError } from "../refusal.ts";

/** An error as plain data: its class would not survive the way between threads. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

const classes: Readonly<Record<string, { readonly prototype: Error }>> = {
  UsageError,
  DivergenceError,
  MissingPartError,
  ToleranceError,
  TypeError,
  RangeError,
};

export function packError(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { name: error.name, message: error.message, stack: error.stack ?? "" };
}

/** The error with its class, message and the stack that it had in the worker. */
export function unpackError({ name, message, stack }: Failure): Error {
  const error = new Error(message);
  Object.setPrototypeOf(error, classes[name]?.prototype ?? Error.prototype);
  for (const [key, value] of Object.entries({ name, stack })) {
    Object.defineProperty(error, key, { value, configurable: true, writable: true });
  }
  return error;
}
