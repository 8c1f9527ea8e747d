import type { DataMoments } from "../src/denoisers/edm-prediction.ts";

/** Mean and standard deviation of all pixels of MNIST's training images, as 2 p / 255 - 1. */
export const dataMoments: DataMoments = { mean: -0.7387, deviation: 0.6162 };
