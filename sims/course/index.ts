// The registry of the course: a new entry is one file and one line here.
export { langevin } from "./langevin.ts";
