import * as grids from "./index.ts";

const { logSnr, ...others } = grids;

/** The ways of placing a grid, by the names that users type. */
export const spacings = { ...others, "log-snr": logSnr };
