/**
 * What a program on Node needs beside the mathematics: worker threads, data that is read from files, and pages that are
 * written to them.
 *
 * @module langevin/node
 */
export { testDigits, trainingDigits } from "./digits-data.ts";
export { nodeWorker } from "./node-worker.ts";
export { plotlyBundle } from "./plotly-bundle.ts";
