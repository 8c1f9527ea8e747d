/**
 * What a program on Node needs beside the mathematics: data that is read from files, and pages that are written to them.
 *
 * @module langevin/node
 */
export { testDigits, trainingDigits } from "./digits-data.ts";
export { plotlyBundle } from "./plotly-bundle.ts";
