export { flow } from "./flow.ts";
export { langevin } from "./langevin.ts";
export { reverseSde } from "./reverse-sde.ts";
export { underdamped } from "./underdamped.ts";
