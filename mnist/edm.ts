import type { DataMoments } from "../src/denoisers/preconditioning.ts";

/** Mean and standard deviation of all pixels of the training images, as 2 p - 1. */
export const dataMoments: DataMoments = { mean: -0.7387, deviation: 0.6162 };

/**
 * Of noise levels in training: ln sigma ~ N(mean, deviation^2). Higher than in arXiv:2206.00364 (-1.2): what
 * a digit will be is decided at sigma about 1, and digits have little texture to learn below 0.1.
 */
export const trainingNoise = { mean: -0.5, deviation: 1.2 } as const;
