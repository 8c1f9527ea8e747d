/**
 * The namespace of @tensorflow/tfjs-core, handed to whoever computes with tensors, so that nothing loads it
 * at start.
 */
export type Tf = typeof import("@tensorflow/tfjs-core");
