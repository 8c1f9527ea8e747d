/** A TensorFlow that the binding can be built against. */
export interface TensorflowLibrary {
  /** The shared libraries, absolute paths in one folder. */
  readonly libraries: readonly string[];
  /** The folder of the headers. */
  readonly include: string;
}

/** Tells the user about a step. */
export type Say = (line: string) => void;
