// What a worker thread starts with.
import { load } from "./load.js";

await load("sims/node/worker");
