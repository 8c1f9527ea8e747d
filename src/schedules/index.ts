export { edm } from "./edm.ts";
export { ornsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
export { ve } from "./variance-exploding.ts";
export { vp } from "./variance-preserving.ts";
