export { ddpm } from "./ddpm.ts";
export { edm } from "./edm.ts";
export { ornsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
export { subVp } from "./sub-variance-preserving.ts";
export { ve } from "./variance-exploding.ts";
export { vp } from "./variance-preserving.ts";
export { vpCosine } from "./variance-preserving-cosine.ts";
