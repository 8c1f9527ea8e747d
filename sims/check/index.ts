// The registry of checks: a group is one file and one line here.
export { densities } from "./densities.ts";
export { grids } from "./grids.ts";
export { likelihood } from "./likelihood.ts";
export { noise } from "./noise.ts";
export { schedules } from "./schedules.ts";
export { solvers } from "./solvers.ts";
