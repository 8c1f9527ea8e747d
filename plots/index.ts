// The figures: a new one is one file and one line here.
export { digits } from "./digits.ts";
export { distance } from "./distance.ts";
// What they are made of, and what shows them.
export type * from "./figure.ts";
export * from "./page/index.ts";
export { samplers } from "./samplers.ts";
export { samples } from "./samples.ts";
export { threeRows } from "./three-rows.ts";
export { trajectories } from "./trajectories.ts";
