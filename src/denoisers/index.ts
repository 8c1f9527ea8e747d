export { classifierFree } from "./classifier-free.ts";
export { preconditionedDenoiser, type RawNetwork } from "./preconditioned.ts";
export { type DataMoments, type Preconditioning, preconditioning } from "./preconditioning.ts";
