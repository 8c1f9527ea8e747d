const events = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Takes back the handlers that the WebAssembly module puts on a Node process: they would throw every error of
 * the program that nobody catches again, below the module's whole source, which is one line.
 */
export async function withoutHandlers<T>(work: () => Promise<T>): Promise<T> {
  const host = (globalThis as { process?: NodeJS.Process }).process;
  if (typeof host?.listeners !== "function") return work();
  const before = events.map((event) => host.listeners(event as "uncaughtException"));
  const result = await work();
  events.forEach((event, k) => {
    for (const listener of host.listeners(event as "uncaughtException")) {
      if (!before[k].includes(listener)) host.off(event, listener);
    }
  });
  return result;
}
