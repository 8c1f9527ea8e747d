// The registry of the course: a new entry is one file and one line here.

export { elbo } from "./elbo.ts";
export { langevin } from "./langevin.ts";
export { scoreMatching } from "./score-matching.ts";
