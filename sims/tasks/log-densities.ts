import { type LikelihoodInput, type LogDensities, logDensities } from "../likelihood/log-densities.ts";

/** The log-density of a block of points through the flow. */
export const logDensitiesTask = (input: LikelihoodInput): Promise<LogDensities> => logDensities(input);
