/** A way to post to another thread and to hear from it. */
export interface Port {
  /** Posts plain data; the buffers of `transfer` are given away. */
  post(message: unknown, transfer: ArrayBuffer[]): void;
  onMessage(hear: (message: unknown) => void): void;
}

/** A port to a worker, from whoever started it. */
export interface WorkerPort extends Port {
  /** Tells when the worker has ended by itself or cannot go on, with the cause in words. */
  onExit(hear: (cause: string) => void): void;
  terminate(): unknown;
}
