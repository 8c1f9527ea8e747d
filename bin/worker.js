// What a worker thread starts with.
import { workerData } from "node:worker_threads";
import { load } from "./load.js";

await load(workerData?.module ?? "sims/node/worker");
