import type { Tf } from "../tf.ts";

export type BackendName = "tensorflow" | "webgpu" | "wasm" | "cpu";

/** Which backend computes with tensors: plain data, so that a worker can be told. */
export interface BackendChoice {
  readonly name: BackendName;
  /** The file of the native binding that `langevin native` built; `tensorflow` needs it. */
  readonly binding?: string;
}

/** An entry of the registry of backends. */
export interface Backend {
  readonly name: BackendName;
  readonly about: string;
  /** Its ops use all cores or the GPU themselves, so one worker takes whole batches. */
  readonly threaded: boolean;
  /**
   * Makes it the backend of this thread, without gradients of our own.
   *
   * @throws MissingPartError with the command that installs what is missing
   */
  readonly start: (tf: Tf, choice: BackendChoice) => Promise<void>;
}
