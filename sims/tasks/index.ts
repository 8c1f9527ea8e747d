// The registry of what a worker can run.
import { exact, nullDistances, reference } from "./exact.ts";
import { sample } from "./sample.ts";

export const tasks = { sample, exact, reference, nullDistances };
