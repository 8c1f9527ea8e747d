import type { Tf } from "../tf.ts";

export type BackendName = "tensorflow" | "webgpu" | "wasm" | "cpu";

/** Which backend computes with tensors: plain data, so that a worker can be told. */
export interface BackendChoice {
  readonly name: BackendName;
  /** The file of the native binding that `langevin native` built; `tensorflow` needs it. */
  readonly binding?: string;
}

/** What a backend found to compute on. */
export interface Device {
  /** Such as "TensorFlow 2.21.0 on the CPU". */
  readonly device: string;
  /** On a GPU, one worker takes whole batches; otherwise a worker has a core, and several share a batch. */
  readonly gpu: boolean;
  /** A GPU that is only imitated by the processor, which is slower than the processor itself. */
  readonly imitated?: boolean;
}

/** An entry of the registry of backends. */
export interface Backend {
  readonly name: BackendName;
  readonly about: string;
  /**
   * Makes it the backend of this thread, without gradients of our own.
   *
   * @throws MissingPartError with the command that installs what is missing
   */
  readonly start: (tf: Tf, choice: BackendChoice) => Promise<Device>;
}
